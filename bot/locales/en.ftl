
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
stats-first-answer = ⏱ Time to first answer
stats-resolution = 🏁 Time to resolution
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
stats-agent-answers = answers
stats-agent-done = done
stats-agent-assigned = now
stats-more-agents = { $count ->
    [one] and { $count } more agent
   *[other] and { $count } more agents
}
stats-as-of = As of { $time }
stats-unknown-period = I know these periods: /stats today, week, month, all.

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
queue-mine-empty = { $name } has no tickets right now. /tickets shows everybody’s.
queue-anonymous = You write as the group, and the group has no tickets of its own. /tickets shows all of them.
queue-unknown = I don’t know whose list this was. Send /tickets for a fresh one.

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
log-requester-wrote = Requester wrote
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
log-solved = Solved, says the requester
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
log-update-parked = Something could not be handled

## Help

help-staff-title = 🛟 How the helpdesk works
help-staff-answer-title = 💬 Answer the customer
help-staff-answer = Reply to the card or to the customer’s words: text, photo, file, voice, album. In a ticket’s topic simply write. 👌 on your message means it has arrived.
help-staff-note-title = 🔒 Write among colleagues
help-staff-note = Reply with /note and your words (or put /note in the caption of a file). ✍ on your message means it is kept. Replies to a note are notes too. Nothing that begins with a slash ever leaves this group.
help-staff-card-title = 🎫 Use the card
help-staff-card = Take, assign, resolve or close with one tap. ⋯ More has status, priority, category, the whole conversation and the log.
help-staff-commands-title = ⌨️ Commands
help-staff-commands =
    /tickets – all tickets that are not closed
    /mine – those that are yours
    /ticket 1042 – the card of a ticket
    /subject 1042 … – change its subject
    /stats week – figures: today, week, month, all
    /note – an internal note, as a reply
    /language – the language of this group
    /help – this page

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
    /language – English or Russian
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
edited = ✏️ edited
page-newer = ‹ Newer
page-older = Older ›
page-of = page { $page } of { $of }
button-unknown = This button no longer works. Send /help to see what does.
kind-refused = I can’t pass this kind of message on. Please send text, a photo, a file, a voice message, a location or a contact.
failed = Something went wrong on our side, and this message has not been handled. It is kept, and our engineers can find it by the code { $reference }. Please try again.
failed-press = Something went wrong on our side, and nothing was changed. Please try again; our engineers can find the reason by the code { $reference }.
failed-staff = ⚠️ Something could not be handled. It is kept; the log has the reason under { $reference }.

## Why not

denied-banned = You can’t write here any more.
denied-not-found = There is no such ticket.
denied-not-agent = Only members of the support team may do that.
denied-deactivated = Your agent account has been deactivated. An administrator can change that.
denied-unsure = Telegram didn’t say whether you are still in the team. Nothing was changed, please try again in a moment.
denied-not-admin = Only an administrator may do that.
denied-not-named = Only people named in ADMIN_IDS may do that, under their own name.
denied-anonymous = You act as the group now, and a group can’t be an assignee. Turn off “Remain anonymous”, or assign a person.
too-late-open = { $number } is open already.
too-late-in-progress = { $number } is in progress already.
too-late-waiting = { $number } is waiting for the requester already.
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
form-ask-priority = How pressing is it?
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
card-category = 🏷 Category
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
subject-how = Send /subject 1042 and the new subject, or reply to any message of the ticket.

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
commands-requester-language = Change the language
commands-requester-help = What I can do
commands-cancel = Stop what you have begun
commands-tickets = All tickets that are not closed
commands-mine = Your tickets
commands-ticket = Show a ticket’s card: /ticket 1042
commands-note = Internal note, as a reply
commands-subject = Change a subject: /subject 1042 …
commands-stats = Figures: today, week, month, all
commands-language = The language of this group
commands-help = How the helpdesk works
commands-setup = Make this the support team’s group

about-short = Our support team, right here in Telegram.
about-long = Something doesn’t work, or you have a question? Write here: our support team answers in this very chat. Photos and files are welcome, and you can follow every ticket to its end.
