
## Names of things, used by every message

status-open = open
status-in-progress = in progress
status-waiting = waiting
status-waiting-for-you = waiting for you
status-resolved = resolved
status-closed = closed

priority-low = Low
priority-medium = Medium
priority-high = High
priority-urgent = Urgent

category-none = No category

kind-text = text
kind-photo = photo
kind-document = file
kind-video = video
kind-animation = GIF
kind-audio = audio
kind-voice = voice message
kind-video-note = video message
kind-sticker = sticker
kind-location = location
kind-venue = place
kind-contact = contact
kind-album = album

size-b = { $n } B
size-kb = { $n } KB
size-mb = { $n } MB
size-gb = { $n } GB

duration-s = { $n } s
duration-min = { $n } min
duration-h = { $n } h
duration-d = { $n } d

## Statistics

stats-today = Today
stats-week = Last 7 days
stats-month = Last 30 days
stats-all = All time
stats-button-today = Today
stats-button-week = 7 days
stats-button-month = 30 days
stats-button-all = All
stats-no-tickets = No tickets yet. Figures appear here with the first one.
stats-quiet = A quiet time: nothing opened, answered or resolved.
stats-opened = Opened
stats-done = Resolved
stats-open-now = Open now: { $count }
stats-nothing-open = 🎉 Nothing is open now.
stats-first-answer = ⏱ First answer
stats-resolution = 🏁 Resolution
stats-median = median
stats-p90 = 90% within
stats-rests-on = { $count ->
    [one] from { $count } ticket
   *[other] from { $count } tickets
}
stats-no-times = nothing to measure yet
stats-by-category = Opened by category
stats-rest = all others
stats-by-agent = By agent: answered, resolved, open now
stats-by-agent-counts = 👤 By agent: answered, resolved, open now
stats-by-category-counts = 🗂 By category: opened, resolved, open now
stats-times-and-ratings = ⏱ First answer, ⭐ rated 4 or 5
stats-agent-answers = answers
stats-agent-opened = opened
stats-agent-done = done
stats-agent-assigned = now
stats-more-agents = { $count ->
    [one] and { $count } more agent
   *[other] and { $count } more agents
}
stats-button-desk = Overview
stats-button-agent = Agents
stats-button-category = Categories
stats-line-counts = Opened { $opened } · resolved { $resolved } · open now { $open }
stats-line-times = { $count ->
    [one] median { $median }, 90% within { $p90 }, 1 ticket
   *[other] median { $median }, 90% within { $p90 }, { $count } tickets
}
stats-line-reopened = ↩️ Reopened: { $share } ({ $reopened } of { $resolved } resolved)
stats-line-age = { $count ->
    [one] 📥 Waiting in the backlog: { $oldest }, 1 ticket
   *[other] 📥 Waiting in the backlog: median { $median }, 90% up to { $p90 }, oldest { $oldest }, { $count } tickets
}
stats-line-ratings = ⭐ Rated 4 or 5: { $share } ({ $rated } of { $asked } asked responded)
stats-head-answers = answers
stats-head-opened = opened
stats-head-done = resolved
stats-head-assigned = open
stats-head-median = median
stats-head-p90 = 90%
stats-head-good = ★ 4–5
stats-picture-open-now = Open now
stats-picture-backlog = Backlog
stats-picture-per-hour = By hour
stats-picture-per-day = By day
stats-picture-per-week = By week
stats-picture-per-month = By month
stats-picture-per-year = By year
stats-picture-first-answer = First answer within
stats-picture-15min = 15 min
stats-picture-1h = 1 h
stats-picture-4h = 4 h
stats-picture-1d = 1 day
stats-picture-longer = longer
stats-picture-load = Open now, by agent
stats-picture-nobody = nobody yet
stats-picture-rated = Ratings
stats-picture-ratings = { $share } rated 4 or 5, { $rated } of { $asked } responded
stats-csv-separator = ,
stats-csv-file = stats
stats-csv-all = all
stats-csv-hour = hour
stats-csv-day = day
stats-csv-week = week from
stats-csv-month = month from
stats-csv-year = year from
stats-csv-agent = agent
stats-csv-category = category
stats-csv-what = About
stats-csv-name = Name
stats-csv-opened = Opened
stats-csv-resolved = Resolved
stats-csv-open = Open at the end
stats-csv-answers = Public answers
stats-csv-first-count = First answers
stats-csv-first-median = First answer, median (s)
stats-csv-first-p90 = First answer, 90% within (s)
stats-csv-resolution-count = Resolutions
stats-csv-resolution-median = Resolution, median (s)
stats-csv-resolution-p90 = Resolution, 90% within (s)
stats-csv-asked = Asked for a rating
stats-csv-rated = Rated
stats-csv-good = Rated 4 or 5
stats-csv-ever-resolved = Resolved, reopened ones too
stats-csv-reopened = Reopened of these
stats-csv-age-median = Age of the backlog, median (s)
stats-csv-age-p90 = Age of the backlog, 90% up to (s)
stats-csv-age-longest = Age of the oldest (s)
stats-csv-caption = The figures behind /stats, for any spreadsheet. Times are in seconds.
stats-as-of = As of { $time }
stats-unknown-period = I know these periods: /stats today, week, month, all. With agent or category the figures are broken down, with csv they come as a file.

## The staff group's lists

queue-all = Tickets
queue-mine = Tickets of { $name }
queue-count = { $count ->
    [one] { $count } ticket not closed, newest first
   *[other] { $count } tickets not closed, newest first
}
queue-nobody = nobody yet
queue-newer = ‹ Newer
queue-older = Older ›
queue-empty = 🎉 All done: every ticket is closed.
queue-first-day = 📭 No tickets yet. The first one will come here by itself.
queue-mine-empty = { $name } has no tickets right now. /tickets shows everybody’s.
queue-anonymous = You write as the group, and the group has no tickets of its own. /tickets shows all of them.
queue-unknown = I don’t know whose list this was. Send /tickets for a fresh one.

## Many new tickets at once

digest-title = { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}
digest-how = Too many for a card each right now. A number opens its card.

## Filters of lists

list-status = Status
list-priority = Priority
list-category = Category
list-whose = Everybody’s
list-any = All
list-not-closed = Not closed
list-everybody = Everybody’s
list-nobody = Nobody’s yet
list-mine = Mine
list-newest = Newest first
list-oldest = Oldest first
list-longest = Waiting longest
list-clear = ✖ Show all
list-before = ‹ Back
list-after = Next ›
list-none = No tickets like this.
list-count = { $n ->
    [one] { $n } ticket
   *[other] { $n } tickets
}
list-many = More than { $n } tickets
my-title-many = 📋 More than { $n } tickets
queue-unassigned = Tickets that nobody has taken

## Search

search-example = invoice
search-what = What shall I look for? Put the words after the command, like { $example }.
search-found = { $n ->
    [one] { $n } ticket
   *[other] { $n } tickets, best match first
}
search-found-many = Very many tickets. Best match first among the newest; one more word narrows it down.
search-none = Nothing found. Try fewer words, or only the beginning of one.
search-gone = I can’t read any more what this search was for. Please send it again.

## A ticket's conversation and log

conversation-empty = Nothing has been said yet.
conversation-note = note
conversation-undecided = ❓ not sent, undecided
conversation-edited = edited
conversation-delivered = ✓
conversation-pending = ⏳
conversation-held = ⏳ waits: bot blocked
conversation-failed = ⚠️ not delivered
conversation-forwarded = ↪ forwarded from { $name }

history-page = page { $page } of { $count }
history-earlier = ‹ Earlier
history-later = Later ›

log-empty = Nothing has happened yet.
log-desk = Helpdesk
log-nobody = nobody
log-ticket-opened = Ticket opened
log-ticket-received = Card reached the group
log-requester-wrote = Customer wrote
log-agent-answered = Answered
log-note-added = Note added
log-message-undecided = Words waiting for a decision
log-message-edited = Message edited
log-edit-ignored = Edit not passed on: it became a command
log-messages-moved = { $count ->
    [one] { $count } message moved to { $to }
   *[other] { $count } messages moved to { $to }
}
log-taken = Taken
log-assigned = Assigned
log-released = Released
log-status-changed = Status changed
log-priority-changed = Priority changed
log-category-changed = Category changed
log-subject-changed = Subject changed
log-resolved = Resolved
log-closed = Closed
log-solved = Solved, says the customer
log-reopened = Reopened
log-delivery-failed = Answer not delivered
log-delivery-held = Answer waits: bot blocked
log-delivery-resumed = Delivery goes on
log-group-bound = Group set up
log-group-migrated = Group became a supergroup
log-topics-switched = Topics of the group switched on or off
log-topic-lost = Topic deleted by somebody
log-right-missing = A right is missing in the group
log-language-changed = Language changed
log-canned-added = Canned reply added
log-canned-edited = Canned reply changed
log-canned-deleted = Canned reply deleted
log-canned-used = Canned reply: { $name }
log-nothing = –
log-banned = Customer banned
log-unbanned = Ban lifted
log-category-added = Category added
log-category-edited = Categories changed
log-agent-activated = Agent activated
log-agent-deactivated = Agent deactivated
log-settings-changed = Settings changed
log-of-desk = 📜 What was done outside tickets
log-which = Which ticket? Send /log 1042, or reply to any message of the ticket. Alone, /log tells administrators what was done outside tickets.
log-yes = yes
log-no = no
commands-log = Who did what: /log 1042

## Transcripts

transcript-how = Which ticket? Reply to its card with /transcript, or write its number: /transcript 1042. With internal notes: /transcript 1042 notes.
transcript-which = Which ticket? Write its number, like /transcript 1042, or open it from /tickets and tap 💾 Save.
transcript-just-sent = The file of { $number } has just been sent. In a few seconds I can make it anew.
transcript-too-large = { $number } has more words than fit into one file that Telegram takes.
own-transcript = 💾 Save
commands-transcript = A ticket as a file: /transcript 1042
commands-own-transcript = Your ticket as a file: /transcript 1042
log-transcript-taken = { $notes ->
    [yes] Transcript taken, with internal notes
   *[no] Transcript taken
}
transcript-title = { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}
transcript-status = Status
transcript-category = Category
transcript-priority = Priority
transcript-tags = Tags
transcript-requester = From
transcript-assignee = Agent
transcript-opened = Opened
transcript-resolved = Resolved
transcript-closed = Closed
transcript-rating = Rating
transcript-with-notes = 🔒 For the team only: internal notes are included.
transcript-without-notes = Internal notes are not included.
transcript-files = The files themselves stay in Telegram.
transcript-made = Made on { $at }. Times are those of { $zone }.

## Help

help-staff-title = 🛟 How the helpdesk works
help-staff-answer-title = 💬 Answer the customer
help-staff-answer = Reply to the card or to the customer’s words: text, photo, file, voice, album. In a ticket’s topic simply write. 👌 on your message means it has arrived.
help-staff-note-title = 🔒 Write among colleagues
help-staff-note = Reply with /note and your words, or write /note 1042 and your words; in the caption of a file, too. ✍ on your message means it is kept. Replies to a note are notes too. Nothing that begins with a slash ever leaves this group.
help-staff-card-title = 🎫 Use the card
help-staff-card = Take, assign, resolve or close with one tap. ⋯ More has the rest: status, priority, category, tags, conversation, log, and who the customer is.
help-staff-say-title = ✍️ More about answers
help-staff-say =
    /c refund – send a canned reply: as a reply, or /c 1042 refund
    /askclose – ask the customer whether to close: as a reply, or /askclose 1042
    /withdraw – as a reply to an answer: it disappears at the customer’s and stays in the conversation here
help-staff-commands-title = 🔎 Look things up
help-staff-commands =
    /tickets – all that are not closed; with a tag: /tickets refund
    /mine – those that are yours
    /find invoice – everything with these words, notes too
    /ticket 1042 – its card; /who 1042 – the customer; /log 1042 – who did what
    /transcript 1042 – a ticket as a file; with notes: /transcript 1042 notes
    /tags – all tags; /canned – all canned replies
    /stats month – figures and a picture: today, week, month, all; with agent or category; csv for a file
    /help – this page
help-staff-admin-title = ⭐ For administrators
help-staff-admin =
    /ban 1042 3d spam – stop a customer from writing; /unban 1042 lifts it
    /categories – what tickets can be about
    /canned add refund … – keep a canned reply; also edit, delete
    /agents – who is in the team, with how many tickets
    /settings – language, ratings, limits; /language – the language alone
    /log – what was done outside tickets
    /withdraw – anybody’s answer, not only your own

help-requester-title = 🛟 How I can help
help-requester-new-title = 🆕 Ask for help
help-requester-new = Send /new, answer a few short questions, and our team has your ticket. Photos and files are welcome.
help-requester-write-title = 💬 Go on talking
help-requester-write = Answers arrive right here. Just write back, or reply to any message of the ticket. Nothing you write gets lost.
help-requester-tickets-title = 📋 Keep track
help-requester-tickets = In /tickets you see where each ticket stands, read it again, and close it once all is well.
help-requester-commands-title = ⌨️ Commands
help-requester-commands =
    /new – open a ticket
    /tickets – your tickets
    /search invoice – find a ticket by its words
    /transcript 1042 – a ticket as a file, to keep or print
    /language – English or Russian
    /privacy – what is kept of you: get it, erase it
    /cancel – stop what you have begun
    /help – this page

## The language itself

language-name = 🇬🇧 English
language-flag = 🇬🇧

## The first categories, made on first start

category-billing = Billing
category-technical = Technical
category-delivery = Delivery
category-account = Account
category-other = Other

## Shared

back = ‹ Back
files = { $n ->
    [one] 📎 { $n } file
   *[other] 📎 { $n } files
}
forwarded = ↪️ forwarded from { $name }
poll = 📊 poll
edited = ✏️ edited
page-newer = ‹ Newer
page-older = Older ›
page-of = page { $page } of { $of }
button-unknown = This button no longer works. Send /help to see what does.
kind-refused = I can’t pass this kind of message on. Please send text, a photo, a file, a voice message, a location or a contact.
failed = Something went wrong on our side, and this message has not been handled. It is kept, and our engineers can find it by the code { $reference }. Please try again.
failed-press = Something went wrong on our side, and nothing was changed. Please try again; our engineers can find the reason by the code { $reference }.
failed-kept = Something went wrong on our side while this was passed on. Your words are kept in { $number }, and our team knows. Our engineers can find the reason by the code { $reference }.
failed-kept-words = Something went wrong on our side while this was passed on. Your words are kept in { $number }, but not what you attached: please send that again. Our engineers can find the reason by the code { $reference }.
failed-staff = ⚠️ This could not be handled: nothing was changed or sent. It is kept, and the reason with it, under { $reference }.
failed-unseen = ⚠️ { $number }: the requester has written something that cannot be shown here. It is in the conversation.
failed-alert = { $count ->
    [one] ⚠️ Something could not be handled. It is kept whole, under { $reference }.
   *[other] ⚠️ { $count } things could not be handled. They are kept whole, the last one under { $reference }.
    } Whoever looks after the server sees the reason, and can have it tried again, with: helpdesk parked

## Why not

denied-banned = You can’t write to us right now.
denied-not-found = There is no such ticket.
denied-not-agent = Only members of the support team may do that.
denied-deactivated = Your agent account has been deactivated. An administrator can change that.
denied-unsure = Telegram didn’t say whether you are still in the team. Nothing was changed, please try again in a moment.
denied-not-admin = Only an administrator may do that.
denied-not-named = Only people named in ADMIN_IDS may do that, under their own name.
denied-anonymous = You act as the group now, and a group can’t be an assignee. Turn off “Remain anonymous”, or assign a person.
too-late-open = { $number } is open already.
too-late-in-progress = { $number } is in progress already.
too-late-waiting = { $number } is waiting for the customer already.
too-late-resolved = { $number } is resolved already.
too-late-closed = { $number } is closed.
too-late-reopened = { $number } is not closed any more.

## The menu

menu-hello = 👋 Hello, { $name }!
menu-what = Tell us what happened and we’ll help. You can simply write, or open a ticket step by step.
menu-new = 🆕 New ticket
menu-tickets = 📋 My tickets
menu-language = 🌐 Language
menu-help = ❓ Help
language-ask = Which language would you like?
language-set = { $name } it is.
command-unknown = I don’t know { $name }, so nothing was passed on. If it’s meant for our team, send it again without the slash. Commands: /help.
cancel-nothing = There is nothing to cancel.

## The form

form-title = 🆕 New ticket · { $step } of { $of }
form-title-review = 🆕 New ticket · review
form-ask-category = What is it about?
form-ask-priority = How urgent is it?
form-ask-subject = Sum it up in a few words.
form-ask-description = What happened? Write as much as you like, photos and files are welcome.
form-ask-files = Anything to attach? Send photos or files, or go on.
form-send = ✅ Send
form-next = Next ›
form-no-files = No files, go on ›
form-clear-files = 🗑 Remove the files
form-clear-text = 🗑 Start the text over
form-change-category = ✏️ Category
form-change-priority = ✏️ Priority
form-change-subject = ✏️ Subject
form-change-text = ✏️ Text
form-change-files = ✏️ Files
form-cancel = ✖ Cancel
form-cancelled = Cancelled, nothing was sent.
form-kept = I kept that for the description.
form-kept-file = I’ve added that to your ticket.
form-kept-so-far = Kept: { $what }
form-going-on = You’d already started this one. Let’s pick it up here.
form-gone = This form is closed. /new starts a fresh one.
form-moved-down = This form moved down.
form-moved-on = You’ve already answered this step.
form-full = That is as much as one ticket can take at once. Please send it, and add the rest afterwards.
form-needs-description = Please write a few words first.
form-subject-too-long = That is too long for a subject, so I kept it for the description. Sum it up in up to 120 characters, please.
form-saved = Saved as { $number }
form-sent = This is already sent: it’s { $number }.
ticket-stored = ⏳ { $number } is saved and on its way to our team.
ticket-received = ✅ { $number } is with our team. The answer comes right here.
ticket-received-usual = ✅ { $number } is with our team. We usually answer within { $usual }, and the answer comes right here.
open-ticket = 📄 Open

## Fair use

limit-open = { $n ->
    [one] You have { $n } open ticket, the most at once: close it, or add to { $number }.
   *[other] You have { $n } open tickets, the most at once: close one, or add to { $number }.
}
limit-open-kept = What you have typed is kept. Once a ticket is closed, Send works again.
limit-open-hint = You have as many open tickets as fit at once. You can fill this in, but to send it, close one first.
limit-nothing = There is nothing to add yet: write a few words first.
limit-files = { $number } has as many files as one ticket can take. Please put this into another ticket.
limit-files-form = That is as many files as one ticket can take, so the last one was not added; words are kept. Send this, and put the rest into another ticket.
limit-messages = ✋ That was a lot at once. Nothing is lost: the rest goes to our team bit by bit, so please don’t send it again.
ask-full = { $number } has as many files as one ticket can take. I kept this: where does it belong?

## One's own tickets

my-none = You have no tickets yet.
my-title = { $n ->
    [one] 📋 { $n } ticket
   *[other] 📋 { $n } tickets
}
own-reply = ✍️ Reply
own-solved = ✅ Solved
own-reopen = 🔁 Reopen
own-files = 📎 Files
own-follow-up = ➕ Follow up
own-stop = ✖ Stop
own-replying = Write here, as many messages as you like. For the next 30 minutes everything goes to this ticket.
own-form-waits = Your unfinished new ticket is kept: /new brings it back.
own-closed = 🔒 This ticket is closed. If there is more to say, a follow-up ticket picks it up from here.
own-stopped = OK, your next messages are no longer tied to that ticket.
own-solved-done = { $number } is closed
own-solved-said = ✅ { $number } is closed as solved. Thank you!
own-reopened-done = { $number } is open again
own-reopened-said = 🔁 { $number } is open again. Our team will see it.
own-no-files = There are no files in this ticket.
own-which = Which ticket? Write its number, like /ticket 1042, or pick it from /tickets.
conversation-you = You
notice-taken = 🔵 { $name } is looking into { $number }.
notice-released = 🟢 { $number } waits for another colleague to take it.
notice-resolved = ✅ { $name } has marked { $number } as resolved. If it isn’t, just write.
notice-closed = 🔒 { $number } was closed.
notice-reopened = 🔁 { $number } is open again.
notice-set-open = 🟢 { $number } is open.
notice-set-in-progress = 🔵 { $number } is in progress.
notice-set-waiting = ⏸️ { $number } is waiting for you.
notice-not-shown = ⚠️ Telegram would not show this message to our team. It is kept in { $number }; please send it in another form.

## One's own data

menu-privacy = 🔐 My data
commands-privacy = Your data: what is kept, get it, erase it
privacy-title = 🔐 Your data
privacy-what-title = What is kept
privacy-what = Your name, username, language and Telegram ID. Your tickets: everything you and our team say in them and what the team notes to help you, files, places and contacts you send, your ratings, and a log of what was done.
privacy-why-title = Why
privacy-why = To help you and to answer you here, and to know later what was said. Nothing is used for advertising.
privacy-who-title = Who sees it
privacy-who = Only our support team.
privacy-long-title = For how long
privacy-long = Until you erase it. You can do that right here at any time, and take a copy first.
privacy-telegram-title = What Telegram keeps
privacy-telegram = Messages and files are also kept by Telegram, under its own rules. We only remember where they are.
privacy-get = 📥 Get my data
privacy-erase = 🗑 Erase my data
privacy-stale = This question is over, so this tap did nothing. /privacy shows how things stand.
takeout-html = 📥 Your data, to read: open it in any browser.
takeout-json = 📥 The same for other programs, should you want to take it elsewhere. The files themselves are in this chat.
takeout-too-soon = You have just been given your data. In a minute I can make it anew.
takeout-too-large = That is too much for one file that Telegram takes. Take your tickets one by one instead: open one from /tickets and tap 💾 Save.
erase-ask = 🗑 Erase all your data?
erase-ask-means = All your tickets lose every word and file, for you and for our team. Nobody can look anything up afterwards.
erase-ask-copy = Would you like a copy? Then get it first.
erase-go-on = Go on ›
erase-keep = ‹ Keep my data
erase-sure = ⚠️ Really erase? This can’t be undone, not even by us.
erase-goes-title = What goes, at once
erase-goes-tickets = { $n ->
    [one] • subject and text of { $n } ticket, and all notes on it
   *[other] • subjects and texts of { $n } tickets, and all notes on them
}
erase-goes-messages = { $n ->
    [one] • { $n } message, yours or our answer
   *[other] • { $n } messages, yours and our answers
}
erase-goes-files = { $n ->
    [one] • { $n } file
   *[other] • { $n } files
}
erase-goes-open = { $n ->
    [one] • { $n } ticket that isn’t closed yet is closed, and nobody answers it any more
   *[other] • { $n } tickets that aren’t closed yet are closed, and nobody answers them any more
}
erase-goes-profile = • your name, username, language and Telegram ID
erase-goes-profile-team = • your name in these tickets (you are in the team, so what you did as an agent stays)
erase-goes-chats = • the copies in our team’s group, and what I sent you here. Telegram lets me delete only the last 48 hours in this chat: older words I replace, older files stay until you delete the chat.
erase-stays-title = What stays, without your name
erase-stays = Of each ticket its number, status, category, priority, tags, times, and the stars you gave: we need them for our statistics.
erase-stays-ban = You are banned, and that stays so. For this your Telegram ID and the end of the ban are kept.
erase-now = 🗑 Erase everything now
erase-kept = 👌 Nothing was erased, everything is as it was.
erase-done = 🗑 Done: your data is erased.
erase-done-chats = The copies in our team’s group and what I sent you here are being deleted, which can take a few minutes. Our team is asked to delete whatever else it wrote there by hand. What you wrote here yourself, only you can delete: delete this chat in Telegram.
erase-done-files = { $n ->
    [one] { $n } older file or sticker of ours stays in this chat: Telegram doesn’t let me delete it any more.
   *[other] { $n } older files or stickers of ours stay in this chat: Telegram doesn’t let me delete them any more.
}
erase-done-by-hand = { $n ->
    [one] { $n } older message that our team wrote in its group by hand I could not delete. I’ve asked them to.
   *[other] { $n } older messages that our team wrote in its group by hand I could not delete. I’ve asked them to.
}
erase-done-again = If you need us again, just write: we start afresh.
erase-told = 🗑 Erased at the customer’s own request: { $numbers }. The copies here go too. If you wrote about it anywhere else here, in a command perhaps, please delete that yourselves.
erase-told-by-hand = { $n ->
    [one] ⚠️ { $n } message that you wrote about it by hand is older than 48 hours, and I can’t delete it in this kind of group. Please do so yourselves.
   *[other] ⚠️ { $n } messages that you wrote about it by hand are older than 48 hours, and I can’t delete them in this kind of group. Please do so yourselves.
}
erased-person = erased person
erased-words = 🗑 erased
erased-over = { $number } was erased at the customer’s own request, so there is nothing left to do in it.
card-erased = 🗑 Erased at the customer’s own request.
log-erased = Erased at the customer’s own request
log-data-given = Copy of own data taken

## How the help was

rating-ask = How was our help with { $number }?
rating-scale = 1 is poor, 5 is great.
rating-thanks = Thank you! { $stars }
rating-invite = ✍️ Anything to add? For the next 10 minutes, your next message goes to our team as a comment on this rating, not into the ticket.
rating-skip = Skip
rating-add-comment = ✍️ Add a comment
rating-change-comment = ✍️ Change the comment
rating-commented = 💬 Taken as a comment on your rating of { $number }.
rating-to-ticket = ➡️ It was for the ticket
rating-comment-over = That comment has been changed or moved already.
rating-not-asked = { $number } can’t be rated yet.
rating-over = { $number } was resolved more than two weeks ago, so its rating stays as it is.
rating-first = Please tap a score first.
rating-told = ⭐ { $name } rates the help with { $number }: { $stars }
rating-told-agent = Helped by { $name }
rating-comment-told = ⭐ { $name } on the help with { $number }: { $stars }
log-rating-asked = Asked for a rating
log-rated = Rated
log-rating-commented = Comment on the rating
log-rating-comment-moved = Comment moved into the ticket
stats-ratings = ⭐ Ratings
stats-ratings-good = rated 4 or 5
stats-ratings-response = responded
stats-ratings-rest-on = { $rated } of { $asked } asked
stats-no-ratings = asked { $count }, no rating yet

## Where words belong

ask-where = Where does this belong?
ask-new = Shall I open a ticket with this?
ask-closed = { $number } is closed. I kept your words: shall I open a follow-up ticket with them?
ask-more = { $n ->
    [one] and { $n } more message
   *[other] and { $n } more messages
}
ask-to = ➕ To { $title }
ask-new-ticket = 🆕 New ticket
ask-follow-up = 🆕 Follow-up ticket
question-over = This is settled already.
question-first = Please tell me first where your messages belong: the question is right above.
routed-to = → { $title }
routed-not-this = Not this ticket
routed-chosen = → { $title }
routed-added = Added to { $number }
routed-where = Where does it belong?
routed-leave = ✓ Leave it in { $title }
routed-moved = → moved to { $title }

## The card

card-nobody = nobody yet
card-unreachable = 🚫 { $name } has blocked the bot
card-banned = 🚫 { $name } can’t write to us { $until }
card-moved = ⬇️ The card is further down.
card-in-topic = 🧵 This ticket has a topic of its own now.
card-take = 🙋 Take
card-release = ↩ Release
card-assign = 👤 Assign…
card-resolve = ✅ Resolve
card-close = 🔒 Close
card-reopen = 🔁 Reopen
card-more = ⋯ More
card-status = 🔄 Status
card-priority = ❗ Priority
card-category = 🗂 Category
card-log = 🧾 Log
card-conversation = 💬 Conversation
take-done = { $number } is yours
take-yours = { $number } is yours already.
take-taken = { $number } is already taken by { $name }.
take-lost = Somebody was faster: { $number } is taken.
assign-unknown = I haven’t met them yet: ask them to write anything here once.
assign-gone = { $name } is not in the team any more.
assign-already = { $name } has it already.
release-nobody = Nobody has { $number }.
status-already = { $number } has that status already.
category-gone = This category can’t be chosen any more.
ticket-which = Which one? Send /ticket 1042, or reply to any message of the ticket.
number-contradicts = Your reply is about { $replied }, but the command names { $named }. Leave one of them out; nothing was changed.
subject-how = Send /subject 1042 and the new subject, or reply to any message of the ticket with /subject and the words.

## Acting on one ticket or several by command

batch-taken = Taken
batch-released = Released
batch-resolved = Resolved
batch-closed = Closed
batch-reopened = Reopened
batch-unknown = { $count ->
    [one] ❓ No such ticket: { $numbers }
   *[other] ❓ No such tickets: { $numbers }
}
batch-too-many = That’s too many at once: up to { $most } tickets in one command, please. Nothing was changed.
batch-how = Reply to the ticket, or name it: /close 1042, also several: /close 1042 1043. Nothing was changed.
batch-priority-how = Which priority? /priority 1042 high: low, medium, high or urgent, with a number or as a reply.
batch-status-how = Which status? /status 1042 waiting: open, in progress, waiting, resolved or closed, with a number or as a reply.
batch-category-how = Which category? /category 1042 and one of these, with a number or as a reply: { $names }.
batch-assign-how = To whom? /assign 1042 @name, or /assign @name as a reply.
batch-assign-unknown = I haven’t met { $name } yet: ask them to write anything here once.
help-staff-acts-title = ⚡ On one ticket or several
help-staff-acts =
    /take, /release, /resolve, /close, /reopen – as a reply, or with numbers: /close 1042 1043
    /assign 1042 @name – hand it over
    /subject 1042 … – change its subject
    /status 1042 waiting · /priority 1042 high · /category 1042 billing
    /tag 1042 refund vip – words for the team only; /untag takes them off
commands-take = Take: as a reply, or /take 1042
commands-release = Give back to everybody
commands-assign = Assign: /assign 1042 @name
commands-resolve = Resolve: /resolve 1042 1043
commands-close = Close: /close 1042 1043
commands-reopen = Reopen
commands-status = Set the status: /status 1042 waiting
commands-priority = Set the priority: /priority 1042 high
commands-category = Set the category: /category 1042 billing

## Tickets linked, merged, split off

link-how = Which ones? /link 1042 1050, or /link 1050 as a reply to the other one. /unlink undoes it the same way. Nothing was changed.
link-itself = { $number } can’t be linked with itself.
link-already = { $number } and { $other } are linked already.
link-none = { $number } and { $other } are not linked, so nothing was changed.
link-full = { $number } has as many links as a card can show. Undo one first: /unlink.
help-staff-links-title = 🔗 Tickets that belong together
help-staff-links =
    /link 1042 1050 – link two tickets, seen only here; /unlink undoes it
    /merge 1050 into 1042 – the first is a duplicate and goes on in the second; I ask once more
    /split New subject – as a reply: a customer’s message gets a ticket of its own
commands-link = Link tickets: /link 1042 1050
commands-unlink = Undo a link: /unlink 1042 1050
log-linked = Linked with { $other }
log-unlinked = Link with { $other } undone
merge-how = Which ones? /merge 1050 into 1042, or /merge 1042 as a reply to the duplicate. I ask once more before anything happens.
merge-itself = { $number } can’t be merged into itself.
merge-others = { $number } and { $into } are from different customers, and nobody’s words may be shown to somebody else, so they can’t be merged. /link keeps them together for the team.
merge-already = { $number } is part of { $into } now, and goes on there.
merge-circle = { $into } is itself merged into { $number }, so that would be a circle.
merge-closed = { $number } is closed, so nothing could go on in it. Reopen it first ({ $reopen }), or merge the other way round ({ $other }).
merge-ask = Is { $number } a duplicate of { $into }?
merge-ask-after = { $number } will be closed but stays readable, { $name } will be told, and whatever anybody says to it will go to { $into }. This can’t be undone.
merge-do = 🔀 Merge { $number } into { $into }
merge-cancel = ✖ Cancel
merge-cancelled = Nothing was merged.
merge-done = 🔀 { $number } is merged into { $into }.
merge-told = 🔀 { $number } and { $into } are about the same thing, so we go on in { $into }. Nothing is lost; just write here as always.
merge-in-topic = 🔀 Merged into { $into }. What you write here goes there.
merge-followed = → { $title }: { $number } is part of it now.
merge-followed-here = 🔀 { $number } is merged into { $into }, so this belongs there.
merge-goes-on = 🔀 { $number } is part of { $into } now:
own-merged = 🔀 It goes on in { $into }.
own-open = 📄 Open { $number }
card-merged = 🔀 merged into { $into }
card-duplicates = 🔀 merged into this one: { $numbers }
commands-merge = Merge a duplicate: /merge 1050 into 1042
log-merged = Merged into { $other }
log-duplicate-merged = Duplicate { $other } merged into this one
split-how = Reply to a customer’s message with /split and, if you like, a subject: it gets a ticket of its own.
split-not-theirs = Only what the customer has said can be split off, not a note or an answer.
split-already = This message has its own ticket already: { $number }.
split-done = ✂️ Split off as { $number }.
split-told = ✂️ So that nothing gets mixed up, this has a ticket of its own now, { $number }:
conversation-split = ✂️ { $number }
commands-split = Give a message its own ticket, as a reply to it
log-split-off = Message split off as { $other }
log-split-from = Split off from { $other }

## Who a ticket is from

card-who = 👤 Customer
who-since = with us since { $day }
who-reachable = 📬 Answers arrive
who-tickets = { $n ->
    [one] 🎫 { $n } ticket in all, not closed: { $open }
   *[other] 🎫 { $n } tickets in all, not closed: { $open }
}
who-ratings = ⭐ Rated our help:
who-others = Their other tickets
who-which = Whose ticket? Send /who 1042, or reply to any message of the ticket.
commands-who = Who a ticket is from: /who 1042

## Tags

card-tags = 🏷 Tags
list-tag = Tag
tags-how = Which words? /tag 1042 refund vip, also for several tickets: /tag 1042 1043 refund; as a reply just /tag refund. /untag takes them off. Nothing was changed.
tags-word = A tag is one word with a letter in it: letters, digits, - and _, up to 32. Nothing was changed.
tags-full = { $number } has as many tags as fit on a ticket ({ $most }). Take one off first: /untag.
tags-not-there = { $number } has no such tag: { $tags }.
tags-removed = Without { $tags }
tags-unknown = No ticket has the tag { $name }. /tags shows those in use; /find { $name } looks for words.
tags-none = No ticket has a tag yet. Put one on with /tag 1042 refund, or as a reply: /tag refund.
tags-title = 🏷 Tags in use
tags-tap = Tap one for its tickets. Customers never see a tag.
tags-most = The { $n } used most. Tap one for its tickets; /tickets and the tag works for every other.
tags-new-word = A new word goes on with /tag: as a reply /tag refund, or /tag { $number } refund.
log-tags-changed = Tags changed
commands-tag = Put tags on: /tag 1042 refund vip
commands-untag = Take tags off: /untag 1042 vip
commands-tags = All tags in use

## Closing asked for instead of done

card-ask-close = 🏁 Ask to close
askclose-question = 🏁 { $name } thinks that { $number } is done. May we close it?
askclose-accept = ✅ Accept
askclose-help = 🙋 I still need help
askclose-asked = { $name } is being asked
askclose-done = Asked to close
askclose-goes-on = { $number } goes on
askclose-help-said = 🙋 { $number } goes on. Tell us what is still missing: just write here.
askclose-told = 🙋 { $name } still needs help with { $number }, so it stays open.
askclose-already = { $number }: the customer has been asked and has not answered yet.
askclose-unreachable = { $name } has blocked the bot and can’t be asked. You can close the ticket yourself.
askclose-over = Somebody is working on { $number } again, so this question is over.
commands-askclose = Ask the customer whether to close
log-close-asked = Asked whether to close
log-still-needed = Not closed: help is still needed

## Answers and notes in the group

note-where = Which ticket? Reply to its card or to any of its messages, or write /note 1042 and the note.
note-empty = The note is empty. Write /note and then the words.
decide-ask = Is this for { $name }, or a note for the team?
decide-send = 📤 Send to { $name }
decide-note = 🔒 Keep as note
decide-closed = { $number } is closed, so nothing was sent. Your words are kept.
decide-reopen = 🔁 Reopen and send
decide-over = That is decided already.
decide-command = These words look like a command now, and commands never go to a customer. Keep them as a note.
decide-not-yours = Only { $name } can decide about these words.
decided-send = 📤 On its way to { $name }
decided-note = 🔒 Kept as a note
command-unknown-staff = I don’t know { $name }. Nothing was sent or noted. /help shows what I can do.
edit-ignored = This edit looks like a command, so the customer still sees the answer as it was.
held = 🚫 Not delivered: { $name } has blocked the bot. Your answer is kept and goes out as soon as they come back.
not-delivered = ⚠️ Not delivered to { $name }. Telegram says: { $reason }

## Two agents answering at once

overtaken-ask = ⚠️ { $name } was faster and has already answered { $requester } in { $number }. Nothing of yours has been sent yet.
overtaken-send = 📤 Send anyway

## An answer taken back

withdrawn-words = ↩️ This message was withdrawn.
withdraw-going = ↩️ Taking it back from { $name }. 🙈 on the answer means it is gone there.
withdraw-old = ↩️ Some of it is older than 48 hours, and Telegram no longer deletes that: { $name } will see “withdrawn” in its place. 🙈 on the answer means it is done.
withdraw-files-stay = ⚠️ Only words can be blanked: files, stickers and places from back then stay in their chat.
withdraw-how = To take an answer back, reply to it with /withdraw.
withdraw-not-yours = Only { $name } or an administrator can take this answer back.
withdraw-already = This answer has been taken back already.
conversation-withdrawn = ↩️ withdrawn
commands-withdraw = Take an answer back, as a reply to it
log-withdrawn = Answer withdrawn

## Canned replies

canned-none = There are no canned replies yet. An administrator adds one with /canned add refund and the words, or by replying to a message with that command alone.
canned-title = { $count ->
    [one] 📄 { $count } canned reply
   *[other] 📄 { $count } canned replies
}
canned-use = Reply to a card or to a customer’s words with /c and the name, or write /c 1042 and the name.
canned-found = { $count ->
    [one] 🔎 { $count } canned reply
   *[other] 🔎 { $count } canned replies
}
canned-not-found = 🔎 No canned reply has these words. /canned shows all of them.
canned-more = There are more: add another word to narrow it down.
canned-back = ‹ Back
canned-next = Next ›
canned-send-with = Send it with /c { $name }
canned-look = 👁 Look at it
canned-added = ✅ “{ $name }” is kept.
canned-edited = ✅ “{ $name }” has its new words. What was sent before stays as it was.
canned-delete = 🗑 Delete
canned-delete-ask = Delete “{ $name }” for everybody?
canned-delete-yes = 🗑 Yes, delete it
canned-deleted = 🗑 “{ $name }” is deleted. What was sent with it stays.
canned-how = I know these: /canned, /canned add refund …, /canned edit refund …, /canned delete refund, /canned search words.
canned-add-how = What shall I keep? Write the words after the name, or reply to a message that somebody wrote with /canned add refund. A file may come along.
canned-name = A name is one word that begins with a letter: letters, digits, - and _, up to 32. Like /canned add refund and then the words.
canned-empty = There is nothing to keep in this: a canned reply needs words or files.
canned-command = This looks like a command, and commands never go to a customer. Nothing was kept or sent.
canned-placeholder = I can’t fill in { $name }. I know {"{"}requester{"}"}, {"{"}number{"}"} and {"{"}agent{"}"}. Nothing was kept.
canned-long = This is too long: with the names filled in it might not fit into one message. Please shorten it (with a file: to about 900 characters). Nothing was kept.
canned-exists = “{ $name }” is there already. To change it: /canned edit { $name } and the new words.
canned-full = That is as many canned replies as I can keep. Delete one that nobody needs first.
canned-internal = This is an internal note, and canned replies go to customers. Write the words after the name instead. Nothing was kept.
canned-gone = This canned reply is gone. /canned shows those that are there.
canned-unknown = There is no canned reply “{ $name }”, so nothing was sent or changed. /canned shows all of them.
canned-unknown-near = There is no canned reply “{ $name }”, so nothing was sent or changed. Did you mean “{ $near }”?
canned-where = To whom? Reply to a card or to a customer’s words with /c refund, or write /c 1042 refund. Nothing was sent.
canned-not-here = That is not a public message, so nothing was sent. Reply to the card or to a customer’s words, or write /c 1042 refund.
canned-which = You reply to another ticket than { $number }, so nothing was sent. Leave one of the two out.
canned-send-how = Nothing was sent: after /c comes one name only, like /c refund or /c 1042 refund. To say something of your own, write it as an answer.
edit-ignored-canned = Editing this command changes nothing: the canned reply stays as it was. To say more, simply answer again.

## Bans

ban-until = until { $at }
ban-for-ever = until the ban is lifted
ban-done = 🚫 { $name } can’t write to us { $until }. Their tickets stay as they are.
ban-will-read = When they next write, they are told once, with this reason; after that I say nothing:
ban-lift = ✅ Lift the ban
ban-lift-of = ✅ { $name } may write again
ban-none = Nobody is banned.
ban-list = 🚫 Banned now
ban-how = To ban a customer: /ban 1042 3d and the reason, or by reply to their card: /ban 3d and the reason. Lengths: 30m, 12h, 3d, 2w, forever. They read the reason (up to 300 characters).
ban-team = { $name } is in the team, and only customers can be banned.
ban-told = 🚫 You can’t write to us { $until }.
ban-told-why = The reason:
ban-told-after = This message was not passed on, and neither is anything you send meanwhile.
unban-done = ✅ { $name } may write to us again.
unban-not = There is no ban to lift.
unban-how = Whose ban? Send /unban 1042, or reply to a card with /unban.

## Categories

categories-title = 🏷 Categories
categories-how = Tap one to change it. Every change shows in new tickets at once.
categories-add = ➕ Add one
category-no-name = no name in this language yet: another one’s is shown
category-hidden = 🙈 Hidden: new tickets can’t have it, old ones keep it.
category-rename = ✏️ { $language }
category-change-icon = 🙂 Icon
category-change-colour = 🎨 Colour
category-up = ▲ Up
category-down = ▼ Down
category-hide = 🙈 Hide
category-show = 👁 Show again
category-which-colour = Which colour for { $name }?
category-ask-add = ➕ Reply to this message with an icon and the name of the new category, like: 📦 Delivery
category-ask-icon = 🙂 Reply to this message with the new icon for { $name }: one emoji.
category-ask-name = ✏️ Reply to this message with the name of { $name } in this language: { $language }
category-name = That can’t be a name: I need a few words, up to 40 characters. Please reply to the question again.
category-icon = That can’t be an icon: I need exactly one emoji. Please reply to the question again.
category-full = That is as many categories as a form can show. Hide or rename one instead.
category-unknown = I don’t know this category. Send /categories for a fresh list.
category-last = This is the only one that can be chosen, and the form needs one. Add or show another first.

## The team

agents-none = I haven’t met anybody of the team yet.
agents-title = { $count ->
    [one] 👥 { $count } person in the team
   *[other] 👥 { $count } people in the team
}
agents-how = ⭐ administrator · 👤 agent · 🚫 deactivated. Somebody missing? Ask them to write anything here once.
agent-load = { $count ->
    [0] no tickets
    [one] { $count } ticket
   *[other] { $count } tickets
}
agent-since = since { $day }
agent-admin = Administrator
agent-agent = Agent
agent-is-off = 🚫 Deactivated: they may read this group, but whatever they write or tap does nothing. To keep them from reading, remove them from the group.
agent-still-has = { $count ->
    [one] { $count } ticket stays theirs, and customers may be waiting. You can give it back to everybody.
   *[other] { $count } tickets stay theirs, and customers may be waiting. You can give them back to everybody.
}
agent-release = { $count ->
    [one] ↩ Release { $count } ticket
   *[other] ↩ Release { $count } tickets
}
agent-activate = ✅ Activate
agent-deactivate = 🚫 Deactivate
agent-unknown = They are not in the team any more. Send /agents for a fresh list.
agent-yourself = You can’t deactivate yourself. Another administrator can.
agent-already = Somebody was faster: that is so already. Send /agents for a fresh list.

## Settings

settings-title = ⚙️ Settings
settings-asks-ratings = ⭐ Ask for ratings
settings-asks-ratings-means = Shall customers be asked how the help was when their ticket ends? What they were asked before can be answered either way.
settings-ask = Ask
settings-ask-not = Don’t ask
settings-limits = Each customer may have
settings-how = Nothing that somebody types is lost at a limit: they are told the way out.
settings-no-limit = no limit
settings-default = ↩ Default
settings-open-tickets = 🎫 Open tickets at once
settings-open-tickets-means = How many tickets of one customer may be open at once? Resolved and closed ones don’t count.
settings-messages-a-minute = ✉️ Messages a minute
settings-messages-a-minute-means = How many messages of one customer are passed on in a minute? Later ones wait their turn; nobody else does.
settings-files-a-ticket = 📎 Files in a ticket
settings-files-a-ticket-means = How many files may a customer put into one ticket?

## Setting up the group

setup-hint = 👋 To have tickets arrive in this group, an administrator of the desk sends /setup here.
setup-done = ✅ “{ $title }” is the support team’s group now. Tickets will appear here.
setup-again = ✅ “{ $title }” is the support team’s group, and everything is in order.
setup-other = The desk has its group already: “{ $title }”. There can be only one.
setup-unsure = Telegram didn’t answer. Nothing was changed, please try again in a moment.
setup-problems = Not yet. Please fix this, then send /setup again:
setup-lost = ⚠️ I can no longer do all of my work here. Please fix this:

## What a group must have to be the team's

setup-problem-not-a-group = This is not a group. Use a private group of your team.
setup-problem-public = The group is public, so anybody could read your notes. Make it private in its settings.
setup-problem-not-there = I am not a member of the group. Add me to it.
setup-problem-not-administrator = I am not an administrator here, so I would miss messages. Make me one.
setup-problem-can-delete-messages = I may not delete messages. Allow it in my administrator rights.
setup-problem-can-pin-messages = I may not pin messages. Allow it in my administrator rights.
setup-problem-can-manage-topics = I may not manage topics. Allow it in my administrator rights.

## The menu of commands, and how the bot introduces itself

commands-new = Open a ticket
commands-own-tickets = Your tickets
commands-search = Find a ticket: /search invoice
commands-requester-language = Change the language
commands-requester-help = What I can do
commands-cancel = Stop what you have begun
commands-tickets = All tickets that are not closed
commands-mine = Your tickets
commands-find = Find anything, notes too: /find invoice
commands-ticket = Show a ticket’s card: /ticket 1042
commands-note = Internal note, as a reply
commands-c = Send a canned reply: /c refund
commands-canned = All canned replies
commands-subject = Change a subject: /subject 1042 …
commands-stats = Figures: today, week, month, all; agent, category, csv
commands-ban = Stop a customer from writing: /ban 1042 3d spam
commands-unban = Let a customer write again: /unban 1042
commands-categories = What tickets can be about
commands-agents = Who is in the team
commands-settings = Language, ratings, limits
commands-language = The language of this group
commands-help = How the helpdesk works
commands-setup = Make this the support team’s group

about-short = Our support team, right here in Telegram.
about-long = Something doesn’t work, or you have a question? Write here: our support team answers in this very chat. Photos and files are welcome, and you can follow every ticket to its end.
