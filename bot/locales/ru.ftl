
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
stats-opened = Открыто
stats-done = Решено
stats-open-now = Сейчас открыто: { $count }
stats-nothing-open = 🎉 Открытых тикетов нет.
stats-first-answer = ⏱ До первого ответа
stats-resolution = 🏁 До решения
stats-median = медиана
stats-p90 = 90 % не дольше
stats-rests-on = { $count ->
    [one] по { $count } тикету
   *[other] по { $count } тикетам
}
stats-no-times = измерять пока нечего
stats-by-category = Открыто по категориям
stats-rest = остальные
stats-by-agent = По сотрудникам: ответы, решено, в работе
stats-agent-answers = отв.
stats-agent-done = реш.
stats-agent-assigned = в раб.
stats-more-agents = { $count ->
    [one] и ещё { $count } сотрудник
    [few] и ещё { $count } сотрудника
   *[many] и ещё { $count } сотрудников
}
stats-as-of = По состоянию на { $time }
stats-unknown-period = Я знаю такие периоды: /stats сегодня, неделя, месяц, всё.

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
queue-mine-empty = { $name }: сейчас тикетов нет. Все тикеты: /tickets.
queue-anonymous = Вы пишете от имени группы, а у группы своих тикетов нет. Все тикеты: /tickets.
queue-unknown = Не знаю, чей это был список. Отправьте /tickets, чтобы получить новый.

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
log-update-parked = Что-то не удалось обработать

## Справка

help-staff-title = 🛟 Как работает хелпдеск
help-staff-answer-title = 💬 Ответить клиенту
help-staff-answer = Ответьте на карточку или на сообщение клиента: текстом, фото, файлом, голосовым, альбомом. В теме тикета просто пишите. 👌 на вашем сообщении — оно доставлено.
help-staff-note-title = 🔒 Написать коллегам
help-staff-note = Ответьте на сообщение, начав с /note (или поставьте /note в подпись к файлу). ✍ на вашем сообщении — заметка сохранена. Ответы на заметку тоже остаются заметками. Всё, что начинается с косой черты, никогда не выходит из группы.
help-staff-card-title = 🎫 Карточка тикета
help-staff-card = Взять, назначить, отметить решённым или закрыть — одним касанием. В «⋯ Ещё» — статус, приоритет, категория, вся переписка и журнал.
help-staff-commands-title = ⌨️ Команды
help-staff-commands =
    /tickets – все незакрытые тикеты
    /mine – ваши тикеты
    /ticket 1042 – карточка тикета
    /subject 1042 … – изменить его тему
    /stats неделя – цифры: сегодня, неделя, месяц, всё
    /note – внутренняя заметка, ответом
    /language – язык этой группы
    /help – эта страница

help-requester-title = 🛟 Чем я могу помочь
help-requester-new-title = 🆕 Попросить о помощи
help-requester-new = Отправьте /new, ответьте на несколько коротких вопросов — и ваш тикет у нашей команды. Фото и файлы можно приложить сразу.
help-requester-write-title = 💬 Продолжить разговор
help-requester-write = Ответы придут прямо сюда. Просто пишите в ответ или отвечайте на любое сообщение тикета. Ничего из написанного не пропадёт.
help-requester-tickets-title = 📋 Следить за тикетами
help-requester-tickets = В /tickets видно, что с каждым тикетом; там же можно перечитать переписку и закрыть тикет, когда всё хорошо.
help-requester-commands-title = ⌨️ Команды
help-requester-commands =
    /new – новый тикет
    /tickets – ваши тикеты
    /language – русский или английский
    /cancel – прервать начатое
    /help – эта страница

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
edited = ✏️ изменено
page-newer = ‹ Новее
page-older = Старее ›
page-of = страница { $page } из { $of }
button-unknown = Эта кнопка уже не работает. Что умею — в /help.
kind-refused = Такое сообщение я передать не могу. Пришлите текст, фото, файл, голосовое, геопозицию или контакт.
failed = У нас что-то сломалось, и это сообщение не обработано. Оно сохранено, инженеры найдут его по коду { $reference }. Попробуйте ещё раз.
failed-press = У нас что-то сломалось, и ничего не изменилось. Попробуйте ещё раз. Инженеры найдут причину по коду { $reference }.
failed-staff = ⚠️ Что-то не удалось обработать. Оно сохранено, причина — в журнале под кодом { $reference }.

## Почему нельзя

denied-banned = Писать сюда вы больше не можете.
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
card-category = 🏷 Категория
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
subject-how = Отправьте /subject 1042 и новую тему — или ответьте на любое сообщение тикета.

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

## Настройка группы

setup-hint = 👋 Чтобы тикеты приходили в эту группу, администратор поддержки отправляет здесь /setup.
setup-done = ✅ «{ $title }» теперь рабочая группа поддержки. Тикеты будут появляться здесь.
setup-again = ✅ «{ $title }» — рабочая группа поддержки, всё в порядке.
setup-other = Группа поддержки уже есть: «{ $title }». Она может быть только одна.
setup-unsure = Telegram не ответил. Ничего не изменилось, попробуйте через минуту.
setup-problems = Пока не получается. Исправьте это и отправьте /setup снова:
setup-lost = ⚠️ Здесь я больше не справлюсь со всей работой. Исправьте, пожалуйста:

## What a group must have to be the team's

setup-problem-not-a-group = Это не группа. Нужна закрытая группа вашей команды.
setup-problem-public = Группа публичная, и заметки мог бы прочитать кто угодно. Сделайте её частной в настройках.
setup-problem-not-there = Меня нет в группе. Добавьте меня.
setup-problem-not-administrator = Я здесь не администратор и буду видеть не все сообщения. Назначьте меня администратором.
setup-problem-can-delete-messages = Мне нельзя удалять сообщения. Разрешите это в моих правах администратора.
setup-problem-can-pin-messages = Мне нельзя закреплять сообщения. Разрешите это в моих правах администратора.
setup-problem-can-manage-topics = Мне нельзя управлять темами. Разрешите это в моих правах администратора.

## The menu of commands, and how the bot introduces itself

commands-new = Создать тикет
commands-own-tickets = Ваши тикеты
commands-requester-language = Сменить язык
commands-requester-help = Что я умею
commands-cancel = Прервать начатое
commands-tickets = Все незакрытые тикеты
commands-mine = Ваши тикеты
commands-ticket = Карточка тикета: /ticket 1042
commands-note = Внутренняя заметка (в ответ на сообщение)
commands-subject = Изменить тему: /subject 1042 …
commands-stats = Статистика: сегодня, неделя, месяц, всё
commands-language = Язык этой группы
commands-help = Как работает поддержка
commands-setup = Сделать эту группу рабочей

about-short = Наша поддержка — прямо в Telegram.
about-long = Что-то не работает или есть вопрос? Напишите сюда: поддержка ответит в этом же чате. Можно присылать фото и файлы и следить за каждым тикетом до самого решения.
