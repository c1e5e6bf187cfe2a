
## Названия, общие для всех сообщений

status-open = открыт
status-in-progress = в работе
status-waiting = ждёт клиента
status-waiting-for-you = ждёт вашего ответа
status-resolved = решён
status-closed = закрыт

priority-low = Низкий
priority-medium = Средний
priority-high = Высокий
priority-urgent = Срочный

category-none = Без категории

kind-text = текст
kind-photo = фото
kind-document = файл
kind-video = видео
kind-animation = гифка
kind-audio = аудио
kind-voice = голосовое
kind-video-note = видеосообщение
kind-sticker = стикер
kind-location = геопозиция
kind-venue = место
kind-contact = контакт
kind-album = альбом

size-b = { $n } Б
size-kb = { $n } КБ
size-mb = { $n } МБ
size-gb = { $n } ГБ

duration-s = { $n } с
duration-min = { $n } мин
duration-h = { $n } ч
duration-d = { $n } дн.

## Статистика

stats-today = Сегодня
stats-week = Последние 7 дней
stats-month = Последние 30 дней
stats-all = За всё время
stats-button-today = Сегодня
stats-button-week = 7 дней
stats-button-month = 30 дней
stats-button-all = Всё
stats-no-tickets = Тикетов пока нет. Цифры появятся с первым из них.
stats-quiet = Тихо: ни новых тикетов, ни ответов, ни решений.
stats-opened = Создано
stats-done = Решено
stats-open-now = Сейчас открыто: { $count }
stats-nothing-open = 🎉 Открытых тикетов нет.
stats-first-answer = ⏱ Первый ответ
stats-resolution = 🏁 Решение
stats-median = медиана
stats-p90 = 90 % не дольше
stats-rests-on = { $count ->
    [one] по { $count } тикету
   *[other] по { $count } тикетам
}
stats-no-times = измерять пока нечего
stats-by-category = Создано по категориям
stats-rest = остальные
stats-by-agent = По сотрудникам: ответы, решено, открыто
stats-by-agent-counts = 👤 По сотрудникам: ответы, решено, открыто
stats-by-category-counts = 🗂 По категориям: создано, решено, открыто
stats-times-and-ratings = ⏱ Первый ответ, ⭐ оценки 4 и 5
stats-agent-answers = отв.
stats-agent-opened = созд.
stats-agent-done = реш.
stats-agent-assigned = откр.
stats-more-agents = { $count ->
    [one] и ещё { $count } сотрудник
    [few] и ещё { $count } сотрудника
   *[many] и ещё { $count } сотрудников
}
stats-button-desk = Обзор
stats-button-agent = Сотрудники
stats-button-category = Категории
stats-line-counts = Создано { $opened } · решено { $resolved } · сейчас открыто { $open }
stats-line-times = { $count ->
    [one] медиана { $median }, 90 % не дольше { $p90 }, { $count } тикет
    [few] медиана { $median }, 90 % не дольше { $p90 }, { $count } тикета
   *[many] медиана { $median }, 90 % не дольше { $p90 }, { $count } тикетов
}
stats-line-reopened = ↩️ Открыто заново: { $share } ({ $reopened } из { $resolved } решённых)
stats-line-age = { $count ->
    [one] 📥 Ждут решения: медиана { $median }, 90 % до { $p90 }, дольше всех { $oldest }, { $count } тикет
    [few] 📥 Ждут решения: медиана { $median }, 90 % до { $p90 }, дольше всех { $oldest }, { $count } тикета
   *[many] 📥 Ждут решения: медиана { $median }, 90 % до { $p90 }, дольше всех { $oldest }, { $count } тикетов
}
stats-line-ratings = ⭐ Оценки 4 и 5: { $share } (оценок: { $rated }, спросили: { $asked })
stats-head-answers = ответы
stats-head-opened = создано
stats-head-done = решено
stats-head-assigned = открыто
stats-head-median = медиана
stats-head-p90 = 90 %
stats-head-good = ★ 4–5
stats-picture-open-now = Сейчас открыто
stats-picture-backlog = Открыто
stats-picture-per-hour = По часам
stats-picture-per-day = По дням
stats-picture-per-week = По неделям
stats-picture-per-month = По месяцам
stats-picture-per-year = По годам
stats-picture-first-answer = Первый ответ за
stats-picture-15min = 15 мин
stats-picture-1h = 1 ч
stats-picture-4h = 4 ч
stats-picture-1d = 1 день
stats-picture-longer = дольше
stats-picture-load = Сейчас открыто у
stats-picture-nobody = пока ни у кого
stats-picture-rated = Оценки
stats-picture-ratings = { $share } на 4 и 5, оценок: { $rated } из { $asked }
stats-csv-separator = ;
stats-csv-file = stats
stats-csv-all = всё
stats-csv-hour = час
stats-csv-day = день
stats-csv-week = неделя с
stats-csv-month = месяц с
stats-csv-year = год с
stats-csv-agent = сотрудник
stats-csv-category = категория
stats-csv-what = Разрез
stats-csv-name = Название
stats-csv-opened = Создано
stats-csv-resolved = Решено
stats-csv-open = Открыто на конец
stats-csv-answers = Ответы
stats-csv-first-count = Первые ответы
stats-csv-first-median = Первый ответ, медиана (с)
stats-csv-first-p90 = Первый ответ, 90 % не дольше (с)
stats-csv-resolution-count = Решения
stats-csv-resolution-median = Решение, медиана (с)
stats-csv-resolution-p90 = Решение, 90 % не дольше (с)
stats-csv-asked = Спросили об оценке
stats-csv-rated = Оценили
stats-csv-good = Оценки 4 и 5
stats-csv-ever-resolved = Решено, вместе с открытыми заново
stats-csv-reopened = Из них открыто заново
stats-csv-age-median = Возраст открытых тикетов, медиана (с)
stats-csv-age-p90 = Возраст открытых тикетов, 90 % до (с)
stats-csv-age-longest = Возраст самого старого (с)
stats-csv-caption = Цифры, из которых сложена /stats, для любой таблицы. Время в секундах.
stats-as-of = По состоянию на { $time }
stats-unknown-period = Я знаю такие периоды: /stats сегодня, неделя, месяц, всё. Со словом «сотрудники» или «категории» цифры разбиты по ним, с csv приходят файлом.

## Списки в группе сотрудников

queue-all = Тикеты
queue-mine = Тикеты: { $name }
queue-count = { $count ->
    [one] { $count } незакрытый тикет, новые сверху
    [few] { $count } незакрытых тикета, новые сверху
   *[many] { $count } незакрытых тикетов, новые сверху
}
queue-nobody = пока никто
queue-newer = ‹ Новее
queue-older = Старее ›
queue-empty = 🎉 Всё сделано: все тикеты закрыты.
queue-first-day = 📭 Тикетов пока нет. Первый появится здесь сам.
queue-mine-empty = { $name }: сейчас тикетов нет. Все тикеты: /tickets.
queue-anonymous = Вы пишете от имени группы, а у группы своих тикетов нет. Все тикеты: /tickets.
queue-unknown = Не знаю, чей это был список. Отправьте /tickets, чтобы получить новый.

## Много новых тикетов сразу

digest-title = { $count ->
    [one] { $count } тикет
    [few] { $count } тикета
   *[many] { $count } тикетов
}
digest-how = Карточек сразу на всех не хватит. Номер открывает карточку.

## Фильтры списков

list-status = Статус
list-priority = Приоритет
list-category = Категория
list-whose = Чьи угодно
list-any = Все
list-not-closed = Незакрытые
list-everybody = Чьи угодно
list-nobody = Пока ничьи
list-mine = Мои
list-newest = Сначала новые
list-oldest = Сначала старые
list-longest = Дольше всех ждут
list-clear = ✖ Показать все
list-before = ‹ Назад
list-after = Дальше ›
list-none = Таких тикетов нет.
list-count = { $n ->
    [one] { $n } тикет
    [few] { $n } тикета
   *[many] { $n } тикетов
}
list-many = Больше { $n } тикетов
my-title-many = 📋 Больше { $n } тикетов
queue-unassigned = Тикеты, которые никто не взял

## Поиск

search-example = счёт
search-what = Что найти? Напишите слова после команды, например { $example }.
search-found = { $n ->
    [1] 1 тикет
    [one] { $n } тикет, самые подходящие сверху
    [few] { $n } тикета, самые подходящие сверху
   *[many] { $n } тикетов, самые подходящие сверху
}
search-found-many = Очень много тикетов. Сверху самые подходящие из новых; ещё одно слово сузит поиск.
search-none = Ничего не нашлось. Попробуйте меньше слов или только начало слова.
search-gone = Уже не видно, что искали. Отправьте поиск ещё раз.

## Переписка и журнал тикета

conversation-empty = Пока ничего не сказано.
conversation-note = заметка
conversation-undecided = ❓ не отправлено: ждёт решения
conversation-edited = изменено
conversation-delivered = ✓
conversation-pending = ⏳
conversation-held = ⏳ ждёт: бот заблокирован
conversation-failed = ⚠️ не доставлено
conversation-forwarded = ↪ переслано от { $name }

history-page = страница { $page } из { $count }
history-earlier = ‹ Раньше
history-later = Позже ›

log-empty = Пока ничего не произошло.
log-desk = Хелпдеск
log-nobody = никто
log-ticket-opened = Тикет открыт
log-ticket-received = Карточка в группе
log-requester-wrote = Сообщение клиента
log-agent-answered = Ответ клиенту
log-note-added = Заметка
log-message-undecided = Сообщение ждёт решения
log-message-edited = Сообщение изменено
log-edit-ignored = Правка не передана: стала командой
log-messages-moved = { $count ->
    [one] { $count } сообщение перенесено в { $to }
    [few] { $count } сообщения перенесены в { $to }
   *[many] { $count } сообщений перенесено в { $to }
}
log-taken = Тикет взят
log-assigned = Исполнитель назначен
log-released = Тикет освобождён
log-status-changed = Статус изменён
log-priority-changed = Приоритет изменён
log-category-changed = Категория изменена
log-subject-changed = Тема изменена
log-resolved = Тикет решён
log-closed = Тикет закрыт
log-solved = Закрыт клиентом: вопрос решён
log-reopened = Открыт снова
log-delivery-failed = Ответ не доставлен
log-delivery-held = Ответ ждёт: бот заблокирован
log-delivery-resumed = Доставка возобновлена
log-group-bound = Группа подключена
log-group-migrated = Группа стала супергруппой
log-topics-switched = Темы группы включены или выключены
log-topic-lost = Тема кем-то удалена
log-right-missing = В группе не хватает права
log-language-changed = Язык изменён
log-canned-added = Шаблон добавлен
log-canned-edited = Шаблон изменён
log-canned-deleted = Шаблон удалён
log-canned-used = Шаблон: { $name }
log-nothing = –
log-banned = Клиент заблокирован
log-unbanned = Блокировка снята
log-category-added = Категория добавлена
log-category-edited = Категории изменены
log-agent-activated = Доступ сотрудника включён
log-agent-deactivated = Доступ сотрудника отключён
log-settings-changed = Настройки изменены
log-of-desk = 📜 Что делали вне тикетов
log-which = Какой тикет? Отправьте /log 1042 или ответьте на любое его сообщение. Без номера /log показывает администраторам всё, что к тикетам не относится.
log-yes = да
log-no = нет
commands-log = Кто что сделал: /log 1042

## Выписки

transcript-how = Какой тикет? Ответьте на его карточку командой /transcript или напишите номер: /transcript 1042. С внутренними заметками: /transcript 1042 заметки.
transcript-which = Какой тикет? Напишите номер, например /transcript 1042, или откройте его из /tickets и нажмите «💾 Сохранить».
transcript-just-sent = Файл с { $number } только что отправлен. Через несколько секунд можно получить новый.
transcript-too-large = В { $number } столько слов, что они не помещаются в один файл Telegram.
own-transcript = 💾 Сохранить
commands-transcript = Тикет файлом: /transcript 1042
commands-own-transcript = Ваш тикет файлом: /transcript 1042
log-transcript-taken = { $notes ->
    [yes] Выписка с внутренними заметками
   *[no] Выписка
}
transcript-title = { $count ->
    [one] { $count } тикет
    [few] { $count } тикета
   *[many] { $count } тикетов
}
transcript-status = Статус
transcript-category = Категория
transcript-priority = Приоритет
transcript-tags = Метки
transcript-requester = От кого
transcript-assignee = Сотрудник
transcript-opened = Создан
transcript-resolved = Решён
transcript-closed = Закрыт
transcript-rating = Оценка
transcript-with-notes = 🔒 Только для команды: вместе с внутренними заметками.
transcript-without-notes = Внутренних заметок здесь нет.
transcript-files = Сами файлы остались в Telegram.
transcript-made = Составлено { $at }. Часовой пояс: { $zone }.

## Справка

help-staff-title = 🛟 Как работает хелпдеск
help-staff-answer-title = 💬 Ответить клиенту
help-staff-answer = Ответьте на карточку или на сообщение клиента: текстом, фото, файлом, голосовым, альбомом. В теме тикета просто пишите. 👌 на вашем сообщении — оно доставлено.
help-staff-note-title = 🔒 Написать коллегам
help-staff-note = Ответьте на сообщение, начав с /note, или напишите /note 1042 и сам текст; в подписи к файлу — так же. ✍ на вашем сообщении — заметка сохранена. Ответы на заметку тоже остаются заметками. Всё, что начинается с косой черты, никогда не выходит из группы.
help-staff-card-title = 🎫 Карточка тикета
help-staff-card = Взять, назначить, отметить решённым или закрыть — одним касанием. В «⋯ Ещё» — остальное: статус, приоритет, категория, метки, переписка, журнал и кто клиент.
help-staff-say-title = ✍️ Ещё об ответах
help-staff-say =
    /c возврат — отправить шаблон: ответом или /c 1042 возврат
    /askclose — спросить клиента, можно ли закрыть: ответом или /askclose 1042
    /withdraw — ответом на отправленное: у клиента оно исчезнет, а здесь в переписке останется
help-staff-commands-title = 🔎 Найти и посмотреть
help-staff-commands =
    /tickets — все незакрытые; с меткой: /tickets возврат
    /mine — ваши тикеты
    /find счёт — всё с этими словами, и заметки
    /ticket 1042 — карточка; /who 1042 — клиент; /log 1042 — кто что сделал
    /transcript 1042 — тикет файлом; с заметками: /transcript 1042 заметки
    /tags — все метки; /canned — все шаблоны
    /stats месяц — цифры и картинка: сегодня, неделя, месяц, всё; со словом «сотрудники» или «категории»; csv — файлом
    /help — эта страница
help-staff-admin-title = ⭐ Для администраторов
help-staff-admin =
    /ban 1042 3д спам — запретить клиенту писать; /unban 1042 — снова разрешить
    /categories — о чём бывают тикеты
    /canned add возврат … — сохранить шаблон; ещё edit и delete
    /agents — кто в команде и сколько у кого тикетов
    /settings — язык, оценки, ограничения; /language — только язык
    /log — что делали вне тикетов
    /withdraw — любой ответ, не только свой

help-requester-title = 🛟 Чем я могу помочь
help-requester-new-title = 🆕 Попросить о помощи
help-requester-new = Отправьте /new, ответьте на несколько коротких вопросов — и ваш тикет у нашей команды. Фото и файлы можно приложить сразу.
help-requester-write-title = 💬 Продолжить разговор
help-requester-write = Ответы придут прямо сюда. Просто пишите в ответ или отвечайте на любое сообщение тикета. Ничего из написанного не пропадёт.
help-requester-tickets-title = 📋 Следить за тикетами
help-requester-tickets = В /tickets видно, что с каждым тикетом; там же можно перечитать переписку и закрыть тикет, когда всё хорошо.
help-requester-commands-title = ⌨️ Команды
help-requester-commands =
    /new — новый тикет
    /tickets — ваши тикеты
    /search счёт — найти тикет по словам
    /transcript 1042 — тикет файлом: сохранить или напечатать
    /language — русский или английский
    /privacy — что о вас хранится: получить, стереть
    /cancel — прервать начатое
    /help — эта страница

## Сам язык

language-name = 🇷🇺 Русский
language-flag = 🇷🇺

## Первые категории, создаются при первом запуске

category-billing = Оплата
category-technical = Техника
category-delivery = Доставка
category-account = Аккаунт
category-other = Другое

## Общее

back = ‹ Назад
files = { $n ->
    [one] 📎 { $n } файл
    [few] 📎 { $n } файла
   *[many] 📎 { $n } файлов
}
forwarded = ↪️ переслано от { $name }
poll = 📊 опрос
edited = ✏️ изменено
page-newer = ‹ Новее
page-older = Старее ›
page-of = страница { $page } из { $of }
button-unknown = Эта кнопка уже не работает. Что умею — в /help.
kind-refused = Такое сообщение я передать не могу. Пришлите текст, фото, файл, голосовое, геопозицию или контакт.
failed = У нас что-то сломалось, и это сообщение не обработано. Оно сохранено, инженеры найдут его по коду { $reference }. Попробуйте ещё раз.
failed-press = У нас что-то сломалось, и ничего не изменилось. Попробуйте ещё раз. Инженеры найдут причину по коду { $reference }.
failed-kept = У нас что-то сломалось, пока мы это передавали. Ваши слова сохранены в { $number }, и команда об этом знает. Инженеры найдут причину по коду { $reference }.
failed-kept-words = У нас что-то сломалось, пока мы это передавали. Ваши слова сохранены в { $number }, а вложения — нет: пришлите их, пожалуйста, ещё раз. Инженеры найдут причину по коду { $reference }.
failed-staff = ⚠️ Это не удалось обработать: ничего не изменено и не отправлено. Всё сохранено вместе с причиной под кодом { $reference }.
failed-unseen = ⚠️ { $number }: клиент написал то, что нельзя показать здесь. Прочитайте это в переписке.
failed-alert = { $count ->
    [one] ⚠️ { $count } событие не удалось обработать. Оно сохранено целиком под кодом { $reference }.
    [few] ⚠️ { $count } события не удалось обработать. Они сохранены целиком, последнее — под кодом { $reference }.
   *[many] ⚠️ { $count } событий не удалось обработать. Они сохранены целиком, последнее — под кодом { $reference }.
    } Кто следит за сервером, увидит причину и сможет повторить командой helpdesk parked

## Почему нельзя

denied-banned = Сейчас вы не можете нам писать.
denied-not-found = Такого тикета нет.
denied-not-agent = Это могут только сотрудники поддержки.
denied-deactivated = Ваш доступ сотрудника отключён. Вернуть его может администратор.
denied-unsure = Telegram не подтвердил, что вы ещё в команде. Ничего не изменилось, попробуйте через минуту.
denied-not-admin = Это может только администратор.
denied-not-named = Это могут только люди из ADMIN_IDS, и не анонимно.
denied-anonymous = Сейчас вы действуете от имени группы, а группа не может вести тикет. Отключите анонимность или назначьте человека.
too-late-open = { $number } уже открыт.
too-late-in-progress = { $number } уже в работе.
too-late-waiting = { $number } уже ждёт ответа клиента.
too-late-resolved = { $number } уже решён.
too-late-closed = { $number } закрыт.
too-late-reopened = { $number } уже не закрыт.

## Меню

menu-hello = 👋 Здравствуйте, { $name }!
menu-what = Расскажите, что случилось, и мы поможем. Можно просто написать или создать тикет по шагам.
menu-new = 🆕 Новый тикет
menu-tickets = 📋 Мои тикеты
menu-language = 🌐 Язык
menu-help = ❓ Помощь
language-ask = На каком языке общаемся?
language-set = { $name }. Договорились!
command-unknown = Не знаю команду { $name } и ничего не передал. Если это сообщение для поддержки, отправьте его без косой черты в начале. Список команд: /help.
cancel-nothing = Отменять нечего.

## Форма

form-title = 🆕 Новый тикет · { $step } из { $of }
form-title-review = 🆕 Новый тикет · проверка
form-ask-category = О чём речь?
form-ask-priority = Насколько это срочно?
form-ask-subject = Опишите суть в нескольких словах.
form-ask-description = Что случилось? Пишите сколько угодно, можно с фото и файлами.
form-ask-files = Есть что приложить? Пришлите фото или файлы — или идём дальше.
form-send = ✅ Отправить
form-next = Дальше ›
form-no-files = Без файлов, дальше ›
form-clear-files = 🗑 Убрать файлы
form-clear-text = 🗑 Написать текст заново
form-change-category = ✏️ Категория
form-change-priority = ✏️ Приоритет
form-change-subject = ✏️ Тема
form-change-text = ✏️ Текст
form-change-files = ✏️ Файлы
form-cancel = ✖ Отмена
form-cancelled = Отменено, ничего не отправлено.
form-kept = Это я сохранил для описания.
form-kept-file = Приложил это к тикету.
form-kept-so-far = Сохранено: { $what }
form-going-on = Вы уже начали этот тикет. Продолжим.
form-gone = Эта форма закрыта. Начать новую: /new.
form-moved-down = Форма теперь ниже.
form-moved-on = На этот шаг вы уже ответили.
form-full = Больше в один тикет сразу не поместится. Отправьте его, а остальное добавьте потом.
form-needs-description = Сначала напишите хотя бы пару слов.
form-subject-too-long = Для темы длинновато, сохранил это для описания. Уложите суть в 120 знаков, пожалуйста.
form-saved = Сохранено: { $number }
form-sent = Уже отправлено: это { $number }.
ticket-stored = ⏳ { $number } сохранён и передаётся команде.
ticket-received = ✅ { $number } у нашей команды. Ответ придёт прямо сюда.
ticket-received-usual = ✅ { $number } у нашей команды. Обычно отвечаем в течение { $usual }, ответ придёт прямо сюда.
open-ticket = 📄 Открыть

## Ограничения

limit-open = { $n ->
    [1] У вас один открытый тикет, больше одновременно нельзя: закройте его или допишите в { $number }.
    [one] У вас { $n } открытый тикет, больше одновременно нельзя: закройте какой-нибудь или допишите в { $number }.
    [few] У вас { $n } открытых тикета, больше одновременно нельзя: закройте какой-нибудь или допишите в { $number }.
   *[many] У вас { $n } открытых тикетов, больше одновременно нельзя: закройте какой-нибудь или допишите в { $number }.
}
limit-open-kept = Всё, что вы ввели, сохранено. Когда какой-нибудь тикет закроется, «Отправить» снова сработает.
limit-open-hint = Больше открытых тикетов одновременно нельзя. Заполнить форму можно, но перед отправкой закройте какой-нибудь.
limit-nothing = Добавлять пока нечего: сначала напишите пару слов.
limit-files = В { $number } больше файлов не поместится. Отправьте это в другой тикет.
limit-files-form = Больше файлов в один тикет не поместится: последний не добавлен, текст сохранён. Отправьте этот тикет, а остальное приложите к другому.
limit-messages = ✋ Сообщений сразу очень много. Ничего не пропало: остальное передам команде понемногу, присылать ещё раз не нужно.
ask-full = В { $number } больше файлов не поместится. Это я сохранил: куда отнести?

## Свои тикеты

my-none = Тикетов у вас пока нет.
my-title = { $n ->
    [one] 📋 { $n } тикет
    [few] 📋 { $n } тикета
   *[many] 📋 { $n } тикетов
}
own-reply = ✍️ Ответить
own-solved = ✅ Решено
own-reopen = 🔁 Вернуть в работу
own-files = 📎 Файлы
own-follow-up = ➕ Продолжить
own-stop = ✖ Закончить
own-replying = Пишите сюда, можно несколько сообщений. Ближайшие 30 минут всё попадёт в этот тикет.
own-form-waits = Незаконченный новый тикет сохранён: вернуться к нему — /new.
own-closed = 🔒 Этот тикет закрыт. Если вопрос остался, продолжите его в новом тикете.
own-stopped = Хорошо, следующие сообщения уже не привязаны к тому тикету.
own-solved-done = { $number } закрыт
own-solved-said = ✅ { $number } решён и закрыт. Спасибо!
own-reopened-done = { $number } снова открыт
own-reopened-said = 🔁 { $number } снова открыт. Команда это увидит.
own-no-files = В этом тикете нет файлов.
own-which = Какой тикет? Напишите номер, например /ticket 1042, или выберите из списка: /tickets.
conversation-you = Вы
notice-taken = 🔵 { $number }: вопросом занимается { $name }.
notice-released = 🟢 { $number } снова в очереди: им займётся другой сотрудник.
notice-resolved = ✅ { $number }: { $name } считает вопрос решённым. Если это не так, просто напишите.
notice-closed = 🔒 { $number } закрыт.
notice-reopened = 🔁 { $number } снова открыт.
notice-set-open = 🟢 { $number } открыт.
notice-set-in-progress = 🔵 { $number } в работе.
notice-set-waiting = ⏸️ { $number } ждёт вашего ответа.
notice-not-shown = ⚠️ Telegram не показал это сообщение нашей команде. Оно сохранено в { $number }; пришлите его, пожалуйста, в другом виде.

## Свои данные

menu-privacy = 🔐 Мои данные
commands-privacy = Ваши данные: что хранится, получить, стереть
privacy-title = 🔐 Ваши данные
privacy-what-title = Что хранится
privacy-what = Ваше имя, имя пользователя, язык и ID в Telegram. Ваши тикеты: всё, что в них пишете вы и наша команда, и рабочие заметки команды; присланные файлы, геопозиции и контакты, ваши оценки и журнал того, что было сделано.
privacy-why-title = Зачем
privacy-why = Чтобы помочь вам, отвечать здесь и потом знать, о чём шла речь. Для рекламы ничего не используется.
privacy-who-title = Кто это видит
privacy-who = Только наша служба поддержки.
privacy-long-title = Как долго
privacy-long = Пока вы это не сотрёте: прямо здесь, в любой момент. Сначала можно забрать копию.
privacy-telegram-title = Что хранит Telegram
privacy-telegram = Сообщения и файлы лежат и у самого Telegram, по его правилам. Мы лишь помним, где они.
privacy-get = 📥 Получить мои данные
privacy-erase = 🗑 Стереть мои данные
privacy-stale = Этот вопрос уже неактуален, нажатие ничего не сделало. Что хранится сейчас — в /privacy.
takeout-html = 📥 Ваши данные для чтения: откройте в любом браузере.
takeout-json = 📥 То же для программ, если захотите перенести. Сами файлы остаются в этом чате.
takeout-too-soon = Вы только что получили свои данные. Через минуту соберу их заново.
takeout-too-large = Для одного файла в Telegram это слишком много. Заберите тикеты по одному: откройте из /tickets и нажмите «💾 Сохранить».
erase-ask = 🗑 Стереть все ваши данные?
erase-ask-means = Во всех ваших тикетах исчезнут все слова и файлы, и у вас, и у нашей команды. Посмотреть что-либо потом не сможет никто.
erase-ask-copy = Нужна копия? Тогда сначала заберите её.
erase-go-on = Дальше ›
erase-keep = ‹ Оставить данные
erase-sure = ⚠️ Точно стереть? Вернуть не сможет никто, даже мы.
erase-goes-title = Что исчезнет сразу
erase-goes-tickets = { $n ->
    [1] • тема и текст вашего тикета и все заметки к нему
    [one] • темы и тексты { $n } тикета и все заметки к ним
    [few] • темы и тексты { $n } тикетов и все заметки к ним
   *[many] • темы и тексты { $n } тикетов и все заметки к ним
}
erase-goes-messages = { $n ->
    [one] • { $n } сообщение: ваши слова и наши ответы
    [few] • { $n } сообщения: ваши слова и наши ответы
   *[many] • { $n } сообщений: ваши слова и наши ответы
}
erase-goes-files = { $n ->
    [one] • { $n } файл
    [few] • { $n } файла
   *[many] • { $n } файлов
}
erase-goes-open = { $n ->
    [one] • { $n } ещё не закрытый тикет закроется, ответа на него уже не будет
    [few] • { $n } ещё не закрытых тикета закроются, ответа на них уже не будет
   *[many] • { $n } ещё не закрытых тикетов закроются, ответа на них уже не будет
}
erase-goes-profile = • ваше имя, имя пользователя, язык и ID в Telegram
erase-goes-profile-team = • ваше имя в этих тикетах (вы в команде, поэтому то, что вы делали как сотрудник, останется)
erase-goes-chats = • копии в группе нашей команды и то, что я присылал вам сюда. В этом чате Telegram разрешает мне удалять только последние 48 часов: слова постарше я заменю, а старые файлы останутся, пока вы не удалите чат.
erase-stays-title = Что останется, без вашего имени
erase-stays = У каждого тикета номер, статус, категория, приоритет, метки, время и поставленные вами звёзды: по ним мы считаем статистику.
erase-stays-ban = Вы заблокированы, и это не изменится. Для этого сохраняются ваш ID в Telegram и срок блокировки.
erase-now = 🗑 Стереть всё сейчас
erase-kept = 👌 Ничего не стёрто, всё осталось как было.
erase-done = 🗑 Готово: ваши данные стёрты.
erase-done-chats = Копии в группе нашей команды и то, что я присылал вам сюда, удаляются; это может занять несколько минут. Остальное, что команда писала там вручную, я попросил её удалить. То, что вы писали здесь сами, можете удалить только вы: удалите этот чат в Telegram.
erase-done-files = { $n ->
    [one] { $n } наш старый файл или стикер останется в этом чате: Telegram уже не разрешает мне его удалить.
    [few] { $n } наших старых файла или стикера останутся в этом чате: Telegram уже не разрешает мне их удалить.
   *[many] { $n } наших старых файлов или стикеров останутся в этом чате: Telegram уже не разрешает мне их удалить.
}
erase-done-by-hand = { $n ->
    [one] { $n } старое сообщение, которое наша команда написала в своей группе вручную, мне удалить не удалось. Я попросил об этом команду.
    [few] { $n } старых сообщения, которые наша команда написала в своей группе вручную, мне удалить не удалось. Я попросил об этом команду.
   *[many] { $n } старых сообщений, которые наша команда написала в своей группе вручную, мне удалить не удалось. Я попросил об этом команду.
}
erase-done-again = Понадобимся снова, просто напишите: начнём с чистого листа.
erase-told = 🗑 Стёрто по просьбе самого клиента: { $numbers }. Копии здесь тоже исчезнут. Если вы писали об этом здесь где-то ещё, например в команде, удалите это, пожалуйста, сами.
erase-told-by-hand = { $n ->
    [1] ⚠️ Одно ваше сообщение об этом старше 48 часов, и удалить его в такой группе я не могу.
    [one] ⚠️ { $n } ваше сообщение об этом старше 48 часов, и удалить их в такой группе я не могу. Пожалуйста, удалите сами.
    [few] ⚠️ { $n } ваших сообщения об этом старше 48 часов, и удалить их в такой группе я не могу. Пожалуйста, удалите сами.
   *[many] ⚠️ { $n } ваших сообщений об этом старше 48 часов, и удалить их в такой группе я не могу. Пожалуйста, удалите сами.
}
erased-person = данные стёрты
erased-words = 🗑 стёрто
erased-over = { $number } стёрт по просьбе самого клиента, делать в нём больше нечего.
card-erased = 🗑 Стёрто по просьбе самого клиента.
log-erased = Стёрто по просьбе самого клиента
log-data-given = Выдана копия своих данных

## Оценка помощи

rating-ask = Как мы помогли вам с { $number }?
rating-scale = 1 — плохо, 5 — отлично.
rating-thanks = Спасибо! { $stars }
rating-invite = ✍️ Хотите что-то добавить? В ближайшие 10 минут ваше следующее сообщение уйдёт команде как комментарий к оценке, а не в тикет.
rating-skip = Пропустить
rating-add-comment = ✍️ Добавить комментарий
rating-change-comment = ✍️ Изменить комментарий
rating-commented = 💬 Принято как комментарий к оценке { $number }.
rating-to-ticket = ➡️ Это было для тикета
rating-comment-over = Этот комментарий уже изменён или перенесён.
rating-not-asked = { $number } оценить пока нельзя.
rating-over = { $number } решён больше двух недель назад, оценка уже не меняется.
rating-first = Сначала поставьте оценку, пожалуйста.
rating-told = ⭐ { $name }: оценка за { $number } { $stars }
rating-told-agent = Исполнитель: { $name }
rating-comment-told = ⭐ { $name }: отзыв о { $number } { $stars }
log-rating-asked = Запрошена оценка
log-rated = Оценка
log-rating-commented = Комментарий к оценке
log-rating-comment-moved = Комментарий перенесён в тикет
stats-ratings = ⭐ Оценки
stats-ratings-good = на 4 и 5
stats-ratings-response = ответили
stats-ratings-rest-on = оценок: { $rated }, спросили: { $asked }
stats-no-ratings = спросили: { $count }, оценок пока нет

## Куда отнести слова

ask-where = К чему это относится?
ask-new = Создать с этим тикет?
ask-closed = { $number } закрыт. Ваше сообщение сохранено: продолжить в новом тикете?
ask-more = { $n ->
    [one] и ещё { $n } сообщение
    [few] и ещё { $n } сообщения
   *[many] и ещё { $n } сообщений
}
ask-to = ➕ В { $title }
ask-new-ticket = 🆕 Новый тикет
ask-follow-up = 🆕 Продолжить в новом тикете
question-over = Это уже решено.
question-first = Сначала ответьте, пожалуйста, куда отнести сообщения: вопрос выше.
routed-to = → { $title }
routed-not-this = Не в этот тикет
routed-chosen = → { $title }
routed-added = Добавлено в { $number }
routed-where = Куда это отнести?
routed-leave = ✓ Оставить в { $title }
routed-moved = → перенесено в { $title }

## Карточка

card-nobody = пока никто
card-unreachable = 🚫 { $name }: бот заблокирован
card-banned = 🚫 { $name }: писать нам нельзя { $until }
card-moved = ⬇️ Карточка теперь ниже.
card-in-topic = 🧵 У этого тикета теперь своя тема.
card-take = 🙋 Взять
card-release = ↩ Освободить
card-assign = 👤 Назначить…
card-resolve = ✅ Решён
card-close = 🔒 Закрыть
card-reopen = 🔁 Открыть снова
card-more = ⋯ Ещё
card-status = 🔄 Статус
card-priority = ❗ Приоритет
card-category = 🗂 Категория
card-log = 🧾 Журнал
card-conversation = 💬 Переписка
take-done = { $number } теперь ваш
take-yours = { $number } и так ваш.
take-taken = { $number } уже ведёт { $name }.
take-lost = Кто-то успел раньше: { $number } уже взят.
assign-unknown = Этого человека я ещё не знаю: попросите его что-нибудь здесь написать.
assign-gone = { $name }: в команде такого сотрудника уже нет.
assign-already = { $name } и так ведёт этот тикет.
release-nobody = { $number } никто не ведёт.
status-already = У { $number } и так этот статус.
category-gone = Эту категорию выбрать уже нельзя.
ticket-which = Какой тикет? Отправьте /ticket 1042 или ответьте на любое сообщение тикета.
number-contradicts = Вы отвечаете по { $replied }, а в команде указан { $named }. Оставьте что-то одно: пока ничего не изменилось.
subject-how = Отправьте /subject 1042 и новую тему — или ответьте на любое сообщение тикета: /subject и новая тема.

## Действия с одним или несколькими тикетами командой

batch-taken = Взяты
batch-released = Освобождены
batch-resolved = Решены
batch-closed = Закрыты
batch-reopened = Открыты снова
batch-unknown = { $count ->
    [one] ❓ Нет такого тикета: { $numbers }
    [few] ❓ Нет таких тикетов: { $numbers }
   *[many] ❓ Нет таких тикетов: { $numbers }
}
batch-too-many = Слишком много сразу: не больше { $most } тикетов в одной команде. Ничего не изменилось.
batch-how = Ответьте на сообщение тикета или назовите его: /close 1042, можно несколько: /close 1042 1043. Ничего не изменилось.
batch-priority-how = Какой приоритет? /priority 1042 высокий: низкий, средний, высокий или срочный — с номером или ответом.
batch-status-how = Какой статус? /status 1042 ждёт: открыт, в работе, ждёт, решён или закрыт — с номером или ответом.
batch-category-how = Какая категория? /category 1042 и одна из этих, можно и ответом: { $names }.
batch-assign-how = Кому? /assign 1042 @имя, а в ответ на тикет — просто /assign @имя.
batch-assign-unknown = { $name } я ещё не знаю: попросите этого человека что-нибудь здесь написать.
help-staff-acts-title = ⚡ С одним тикетом или сразу с несколькими
help-staff-acts =
    /take, /release, /resolve, /close, /reopen — ответом или с номерами: /close 1042 1043
    /assign 1042 @имя — передать коллеге
    /subject 1042 … — изменить тему
    /status 1042 ждёт · /priority 1042 высокий · /category 1042 оплата
    /tag 1042 возврат vip — метки, их видит только команда; /untag снимает
commands-take = Взять: ответом или /take 1042
commands-release = Освободить тикет
commands-assign = Назначить: /assign 1042 @имя
commands-resolve = Решён: /resolve 1042 1043
commands-close = Закрыть: /close 1042 1043
commands-reopen = Открыть снова
commands-status = Статус: /status 1042 ждёт
commands-priority = Приоритет: /priority 1042 высокий
commands-category = Категория: /category 1042 оплата

## Связанные, объединённые и выделенные тикеты

link-how = Какие? /link 1042 1050 или /link 1050 в ответ на второй. Так же работает и /unlink — он убирает связь. Ничего не изменилось.
link-itself = { $number } нельзя связать с самим собой.
link-already = { $number } и { $other } уже связаны.
link-none = { $number } и { $other } не связаны, ничего не изменилось.
link-full = У { $number } больше связей не поместится на карточке. Сначала уберите одну: /unlink.
help-staff-links-title = 🔗 Тикеты, которые связаны
help-staff-links =
    /link 1042 1050 — связать два тикета, видно только здесь; /unlink убирает связь
    /merge 1050 в 1042 — первый тикет (дубль) продолжится во втором; сначала переспрошу
    /split Тема — ответом: из сообщения клиента получится отдельный тикет
commands-link = Связать тикеты: /link 1042 1050
commands-unlink = Убрать связь: /unlink 1042 1050
log-linked = Связан с { $other }
log-unlinked = Связь с { $other } убрана
merge-how = Какие? /merge 1050 в 1042 или /merge 1042 в ответ на дубль. Прежде чем что-то сделать, я переспрошу.
merge-itself = { $number } нельзя объединить с самим собой.
merge-others = { $number } и { $into } — от разных клиентов, а чужие слова показывать нельзя, поэтому объединить их не получится. Для команды их можно связать: /link.
merge-already = { $number } теперь часть { $into } и продолжается там.
merge-circle = { $into } сам объединён с { $number }, получился бы круг.
merge-closed = { $number } закрыт, продолжать в нём нельзя. Сначала откройте его ({ $reopen }) или объедините наоборот ({ $other }).
merge-ask = { $number } — дубль { $into }?
merge-ask-after = { $number } закроется, но его можно будет читать; { $name } узнает об этом, а всё, что напишут в него дальше, попадёт в { $into }. Отменить это нельзя.
merge-do = 🔀 Объединить { $number } с { $into }
merge-cancel = ✖ Отмена
merge-cancelled = Ничего не объединено.
merge-done = 🔀 { $number } теперь часть { $into }.
merge-told = 🔀 { $number } и { $into } — об одном и том же, поэтому продолжим в { $into }. Ничего не потерялось; просто пишите сюда, как обычно.
merge-in-topic = 🔀 Объединён с { $into }. Всё, что вы напишете здесь, попадёт туда.
merge-followed = → { $title }: { $number } теперь его часть.
merge-followed-here = 🔀 { $number } — часть { $into }, поэтому это отнесено туда.
merge-goes-on = 🔀 { $number } теперь часть { $into }:
own-merged = 🔀 Продолжение — в { $into }.
own-open = 📄 Открыть { $number }
card-merged = 🔀 часть { $into }
card-duplicates = 🔀 включает { $numbers }
commands-merge = Объединить дубль: /merge 1050 в 1042
log-merged = Объединён с { $other }
log-duplicate-merged = К нему присоединён дубль { $other }
split-how = Ответьте на сообщение клиента командой /split, можно с темой: из него получится отдельный тикет.
split-not-theirs = Выделить можно только слова клиента, а не заметку и не ответ.
split-already = Из этого сообщения уже сделан тикет: { $number }.
split-done = ✂️ Выделено в { $number }.
split-told = ✂️ Чтобы ничего не перепуталось, у этого теперь свой тикет, { $number }:
conversation-split = ✂️ { $number }
commands-split = Выделить сообщение в отдельный тикет, ответом
log-split-off = Сообщение выделено в { $other }
log-split-from = Выделен из { $other }

## От кого тикет

card-who = 👤 Клиент
who-since = с нами с { $day }
who-reachable = 📬 Ответы доходят
who-tickets = { $n ->
    [one] 🎫 Всего { $n } тикет, не закрыто: { $open }
    [few] 🎫 Всего { $n } тикета, не закрыто: { $open }
   *[many] 🎫 Всего { $n } тикетов, не закрыто: { $open }
}
who-ratings = ⭐ Оценки нашей помощи:
who-others = Другие тикеты клиента
who-which = О каком тикете речь? Отправьте /who 1042 или ответьте на любое сообщение тикета.
commands-who = От кого тикет: /who 1042

## Метки

card-tags = 🏷 Метки
list-tag = Метка
tags-how = Какие метки? /tag 1042 возврат vip, можно сразу нескольким тикетам: /tag 1042 1043 возврат; в ответ на тикет — просто /tag возврат. Снять: /untag. Ничего не изменилось.
tags-word = Метка — одно слово, в котором есть буква: буквы, цифры, - и _, до 32 знаков. Ничего не изменилось.
tags-full = У { $number } уже столько меток, сколько помещается ({ $most }). Сначала снимите какую-нибудь: /untag.
tags-not-there = У { $number } нет такой метки: { $tags }.
tags-removed = Без { $tags }
tags-unknown = Метки { $name } нет ни у одного тикета. Какие есть — в /tags; поиск по словам: /find { $name }.
tags-none = Меток пока нет. Поставить: /tag 1042 возврат — или в ответ на тикет: /tag возврат.
tags-title = 🏷 Метки тикетов
tags-tap = Нажмите на метку, чтобы увидеть её тикеты. Клиенты меток не видят.
tags-most = Самые частые: { $n }. Нажмите на метку, чтобы увидеть её тикеты; любая другая — через /tickets и саму метку.
tags-new-word = Новая метка ставится командой: в ответ на тикет /tag возврат или /tag { $number } возврат.
log-tags-changed = Метки изменены
commands-tag = Поставить метки: /tag 1042 возврат vip
commands-untag = Снять метки: /untag 1042 vip
commands-tags = Все метки

## Закрыть с согласия клиента

card-ask-close = 🏁 Предложить закрыть
askclose-question = 🏁 { $name } считает, что вопрос { $number } решён. Закрываем?
askclose-accept = ✅ Да, закрыть
askclose-help = 🙋 Мне ещё нужна помощь
askclose-asked = Спрашиваем клиента ({ $name })
askclose-done = Предложено закрыть
askclose-goes-on = { $number }: работа продолжается
askclose-help-said = 🙋 Работа над { $number } продолжается. Напишите прямо сюда, чего ещё не хватает.
askclose-told = 🙋 { $name }: по { $number } ещё нужна помощь, тикет остаётся открытым.
askclose-already = { $number }: клиента уже спросили, ответа пока нет.
askclose-unreachable = Спросить не получится: { $name } — бот заблокирован. Тикет можно закрыть и без этого.
askclose-over = Над { $number } снова работают, этот вопрос уже неактуален.
commands-askclose = Предложить клиенту закрыть тикет
log-close-asked = Клиенту предложено закрыть
log-still-needed = Не закрыт: помощь ещё нужна

## Ответы и заметки в группе

note-where = К какому тикету? Ответьте на карточку или на любое его сообщение — или напишите /note 1042 и саму заметку.
note-empty = Заметка пустая. Напишите /note, а за ним — сам текст.
decide-ask = Это ответ клиенту ({ $name }) или заметка для команды?
decide-send = 📤 Отправить: { $name }
decide-note = 🔒 В заметки
decide-closed = { $number } закрыт, поэтому ничего не отправлено. Ваши слова сохранены.
decide-reopen = 🔁 Открыть и отправить
decide-over = Это уже решено.
decide-command = Теперь это похоже на команду, а команды клиентам не отправляются. Оставьте заметкой.
decide-not-yours = Решить может только автор этих слов: { $name }.
decided-send = 📤 Отправляется клиенту: { $name }
decided-note = 🔒 Оставлено заметкой
command-unknown-staff = Команды { $name } я не знаю. Ничего не отправлено и не записано. Что умею — в /help.
edit-ignored = Правка похожа на команду, поэтому у клиента остался прежний ответ.
held = 🚫 Не доставлено: клиент ({ $name }) заблокировал бота. Ответ сохранён и уйдёт, как только бота разблокируют.
not-delivered = ⚠️ Клиенту ({ $name }) не доставлено. Telegram сообщает: { $reason }

## Два ответа сразу

overtaken-ask = ⚠️ На { $number } уже есть ответ: { $name }. Ваше сообщение клиенту ({ $requester }) пока не отправлено.
overtaken-send = 📤 Всё равно отправить

## Отозванный ответ

withdrawn-words = ↩️ Сообщение отозвано.
withdraw-going = ↩️ Отзываю ответ у клиента ({ $name }). 🙈 на ответе — у клиента его больше нет.
withdraw-old = ↩️ Прошло больше 48 часов, и часть Telegram уже не удаляет: { $name } увидит вместо ответа «отозвано». 🙈 на ответе — готово.
withdraw-files-stay = ⚠️ Стереть можно только слова: файлы, стикеры и места, отправленные тогда, останутся в чате клиента.
withdraw-how = Чтобы отозвать ответ, ответьте на него командой /withdraw.
withdraw-not-yours = Отозвать этот ответ может только его автор ({ $name }) или администратор.
withdraw-already = Этот ответ уже отозван.
conversation-withdrawn = ↩️ отозвано
commands-withdraw = Отозвать ответ (в ответ на него)
log-withdrawn = Ответ отозван

## Шаблоны ответов

canned-none = Шаблонов пока нет. Администратор добавляет их так: /canned add возврат и сам текст — или отвечает на готовое сообщение одной этой командой.
canned-title = { $count ->
    [one] 📄 { $count } шаблон
    [few] 📄 { $count } шаблона
   *[many] 📄 { $count } шаблонов
}
canned-use = Ответьте на карточку или на сообщение клиента: /c и название. Или напишите /c 1042 и название.
canned-found = { $count ->
    [one] 🔎 { $count } шаблон
    [few] 🔎 { $count } шаблона
   *[many] 🔎 { $count } шаблонов
}
canned-not-found = 🔎 Шаблона с такими словами нет. Все шаблоны: /canned.
canned-more = Это не все: добавьте ещё слово, чтобы сузить поиск.
canned-back = ‹ Назад
canned-next = Дальше ›
canned-send-with = Отправить: /c { $name }
canned-look = 👁 Посмотреть
canned-added = ✅ Шаблон «{ $name }» сохранён.
canned-edited = ✅ У шаблона «{ $name }» новый текст. Отправленное раньше не изменилось.
canned-delete = 🗑 Удалить
canned-delete-ask = Удалить шаблон «{ $name }» для всех?
canned-delete-yes = 🗑 Да, удалить
canned-deleted = 🗑 Шаблон «{ $name }» удалён. Отправленное с ним остаётся.
canned-how = Умею так: /canned, /canned add возврат …, /canned edit возврат …, /canned delete возврат, /canned search слова.
canned-add-how = Что сохранить? Напишите текст после названия или ответьте на чьё-нибудь сообщение: /canned add возврат. Можно с файлом.
canned-name = Название — одно слово, начинается с буквы: буквы, цифры, - и _, до 32 знаков. Например: /canned add возврат, а дальше сам текст.
canned-empty = Здесь нечего сохранять: в шаблоне должен быть текст или файл.
canned-command = Это похоже на команду, а команды клиентам не отправляются. Ничего не сохранено и не отправлено.
canned-placeholder = Подставить { $name } я не умею. Знаю {"{"}requester{"}"}, {"{"}number{"}"} и {"{"}agent{"}"}. Ничего не сохранено.
canned-long = Слишком длинно: с подставленными именами может не уместиться в одно сообщение. Сократите, пожалуйста (с файлом — примерно до 900 знаков). Ничего не сохранено.
canned-exists = Шаблон «{ $name }» уже есть. Изменить его: /canned edit { $name } и новый текст.
canned-full = Больше шаблонов не поместится. Сначала удалите какой-нибудь ненужный.
canned-internal = Это внутренняя заметка, а шаблоны уходят клиентам. Напишите текст после названия. Ничего не сохранено.
canned-gone = Этого шаблона уже нет. Какие есть — в /canned.
canned-unknown = Шаблона «{ $name }» нет, ничего не отправлено и не изменено. Все шаблоны: /canned.
canned-unknown-near = Шаблона «{ $name }» нет, ничего не отправлено и не изменено. Может быть, «{ $near }»?
canned-where = Кому? Ответьте на карточку или на сообщение клиента: /c возврат — или напишите /c 1042 возврат. Ничего не отправлено.
canned-not-here = Это не публичное сообщение, поэтому ничего не отправлено. Ответьте на карточку или на сообщение клиента — или напишите /c 1042 возврат.
canned-which = Вы отвечаете в другом тикете, не в { $number }, поэтому ничего не отправлено. Уберите что-то одно.
canned-send-how = Ничего не отправлено: после /c пишут только одно название, например /c возврат или /c 1042 возврат. Своими словами ответьте обычным сообщением.
edit-ignored-canned = Правка этой команды ничего не меняет: шаблон ушёл таким, каким был. Чтобы добавить что-то, просто ответьте ещё раз.

## Блокировки

ban-until = до { $at }
ban-for-ever = до снятия блокировки
ban-done = 🚫 { $name }: писать нам нельзя { $until }. Тикеты остаются как есть.
ban-will-read = Когда клиент напишет, он один раз узнает об этом и прочтёт причину; дальше я молчу:
ban-lift = ✅ Снять блокировку
ban-lift-of = ✅ Разблокировать: { $name }
ban-none = Никто не заблокирован.
ban-list = 🚫 Сейчас заблокированы
ban-how = Заблокировать клиента: /ban 1042 3д и причина — или ответом на карточку: /ban 3д и причина. Сроки: 30м, 12ч, 3д, 2н, навсегда. Причину клиент увидит (до 300 знаков).
ban-team = { $name } — из команды, а блокируют только клиентов.
ban-told = 🚫 Вы не можете писать нам { $until }.
ban-told-why = Причина:
ban-told-after = Это сообщение не передано, и всё, что вы пришлёте за это время, тоже не дойдёт.
unban-done = ✅ { $name } снова может нам писать.
unban-not = Снимать нечего: блокировки нет.
unban-how = С кого снять блокировку? Отправьте /unban 1042 или ответьте на карточку: /unban.

## Категории

categories-title = 🏷 Категории
categories-how = Нажмите на категорию, чтобы изменить её. В новых тикетах всё видно сразу.
categories-add = ➕ Добавить
category-no-name = на этом языке названия пока нет: показывается другое
category-hidden = 🙈 Скрыта: в новых тикетах её нет, в старых осталась.
category-rename = ✏️ { $language }
category-change-icon = 🙂 Значок
category-change-colour = 🎨 Цвет
category-up = ▲ Выше
category-down = ▼ Ниже
category-hide = 🙈 Скрыть
category-show = 👁 Снова показать
category-which-colour = Какой цвет у { $name }?
category-ask-add = ➕ Ответьте на это сообщение значком и названием новой категории, например: 📦 Доставка
category-ask-icon = 🙂 Ответьте на это сообщение новым значком для { $name }: один эмодзи.
category-ask-name = ✏️ Ответьте на это сообщение названием { $name } на этом языке: { $language }
category-name = Такое название не подойдёт: нужно несколько слов, до 40 знаков. Ответьте на вопрос ещё раз.
category-icon = Такой значок не подойдёт: нужен ровно один эмодзи. Ответьте на вопрос ещё раз.
category-full = Больше категорий в форму не поместится. Скройте или переименуйте какую-нибудь.
category-unknown = Такой категории я не знаю. Отправьте /categories, чтобы получить свежий список.
category-last = Это единственная категория, которую можно выбрать, а без неё форма не работает. Сначала добавьте или покажите другую.

## Команда

agents-none = Пока я ни с кем из команды не знаком.
agents-title = { $count ->
    [one] 👥 В команде { $count } человек
    [few] 👥 В команде { $count } человека
   *[many] 👥 В команде { $count } человек
}
agents-how = ⭐ администратор · 👤 сотрудник · 🚫 отключён. Кого здесь нет, пусть напишет в группу что угодно.
agent-load = { $count ->
    [0] без тикетов
    [one] { $count } тикет
    [few] { $count } тикета
   *[many] { $count } тикетов
}
agent-since = с { $day }
agent-admin = Администратор
agent-agent = Сотрудник
agent-is-off = 🚫 Доступ отключён: читать группу можно, но сообщения и нажатия ни к чему не приводят. Чтобы закрыть и чтение, удалите человека из группы.
agent-still-has = { $count ->
    [1] За этим сотрудником остался один тикет, клиент может ждать. Его можно вернуть в очередь.
    [one] За этим сотрудником остался { $count } тикет, клиенты могут ждать. Их можно вернуть в очередь.
    [few] За этим сотрудником осталось { $count } тикета, клиенты могут ждать. Их можно вернуть в очередь.
   *[many] За этим сотрудником осталось { $count } тикетов, клиенты могут ждать. Их можно вернуть в очередь.
}
agent-release = { $count ->
    [one] ↩ Освободить { $count } тикет
    [few] ↩ Освободить { $count } тикета
   *[many] ↩ Освободить { $count } тикетов
}
agent-activate = ✅ Включить доступ
agent-deactivate = 🚫 Отключить доступ
agent-unknown = В команде этого человека уже нет. Отправьте /agents, чтобы получить свежий список.
agent-yourself = Отключить себя нельзя. Это может другой администратор.
agent-already = Кто-то успел раньше: уже сделано. Отправьте /agents, чтобы получить свежий список.

## Настройки

settings-title = ⚙️ Настройки
settings-asks-ratings = ⭐ Просить об оценке
settings-asks-ratings-means = Спрашивать клиента, как мы помогли, когда тикет завершён? На заданные раньше вопросы можно ответить в любом случае.
settings-ask = Спрашивать
settings-ask-not = Не спрашивать
settings-limits = У одного клиента может быть
settings-how = Сработало ограничение — ничего из написанного не пропадает: клиент узнаёт, что делать.
settings-no-limit = без ограничений
settings-default = ↩ По умолчанию
settings-open-tickets = 🎫 Открытых тикетов
settings-open-tickets-means = Сколько тикетов одного клиента могут быть открыты одновременно? Решённые и закрытые не считаются.
settings-messages-a-minute = ✉️ Сообщений в минуту
settings-messages-a-minute-means = Сколько сообщений одного клиента передавать за минуту? Остальные ждут своей очереди, другим клиентам это не мешает.
settings-files-a-ticket = 📎 Файлов в тикете
settings-files-a-ticket-means = Сколько файлов клиент может приложить к одному тикету?

## Настройка группы

setup-hint = 👋 Чтобы тикеты приходили в эту группу, администратор поддержки отправляет здесь /setup.
setup-done = ✅ «{ $title }» теперь рабочая группа поддержки. Тикеты будут появляться здесь.
setup-again = ✅ «{ $title }» — рабочая группа поддержки, всё в порядке.
setup-other = Группа поддержки уже есть: «{ $title }». Она может быть только одна.
setup-unsure = Telegram не ответил. Ничего не изменилось, попробуйте через минуту.
setup-problems = Пока не получается. Исправьте это и отправьте /setup снова:
setup-lost = ⚠️ Здесь я больше не справлюсь со всей работой. Исправьте, пожалуйста:

## Что нужно группе, чтобы стать группой команды

setup-problem-not-a-group = Это не группа. Нужна закрытая группа вашей команды.
setup-problem-public = Группа публичная, и заметки мог бы прочитать кто угодно. Сделайте её частной в настройках.
setup-problem-not-there = Меня нет в группе. Добавьте меня.
setup-problem-not-administrator = Я здесь не администратор и буду видеть не все сообщения. Назначьте меня администратором.
setup-problem-can-delete-messages = Мне нельзя удалять сообщения. Разрешите это в моих правах администратора.
setup-problem-can-pin-messages = Мне нельзя закреплять сообщения. Разрешите это в моих правах администратора.
setup-problem-can-manage-topics = Мне нельзя управлять темами. Разрешите это в моих правах администратора.

## Меню команд и то, как бот представляется

commands-new = Создать тикет
commands-own-tickets = Ваши тикеты
commands-search = Найти тикет: /search счёт
commands-requester-language = Сменить язык
commands-requester-help = Что я умею
commands-cancel = Прервать начатое
commands-tickets = Все незакрытые тикеты
commands-mine = Ваши тикеты
commands-find = Найти что угодно, и в заметках: /find счёт
commands-ticket = Карточка тикета: /ticket 1042
commands-note = Внутренняя заметка (в ответ на сообщение)
commands-c = Отправить шаблон: /c возврат
commands-canned = Все шаблоны ответов
commands-subject = Изменить тему: /subject 1042 …
commands-stats = Статистика: сегодня, неделя, месяц, всё; сотрудники, категории, csv
commands-ban = Запретить клиенту писать: /ban 1042 3д спам
commands-unban = Снова разрешить писать: /unban 1042
commands-categories = О чём бывают тикеты
commands-agents = Кто в команде
commands-settings = Язык, оценки, ограничения
commands-language = Язык этой группы
commands-help = Как работает поддержка
commands-setup = Сделать эту группу рабочей

about-short = Наша поддержка — прямо в Telegram.
about-long = Что-то не работает или есть вопрос? Напишите сюда: поддержка ответит в этом же чате. Можно присылать фото и файлы и следить за каждым тикетом до самого решения.
