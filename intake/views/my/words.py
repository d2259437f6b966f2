"""How a side's own space says where things stand. No word tells of the other side's answer, or names a person."""

from django.utils.translation import gettext_lazy as _

from intake.constants import ConsentState, SessionMode, Side
from intake.rules.space import Next
from intake.rules.stages import Stage
from intake.views.my.door_words import GONE

STAGES = {
    Stage.RECEIVED: _("The request has arrived"),
    Stage.LOOKING: _("We see whether mediation fits"),
    Stage.ASKING: _("Both sides are asked"),
    Stage.PREPARING: _("We prepare the talk"),
    Stage.MEETING: _("The talk"),
    Stage.OVER: _("It is over"),
}
NEXT = {
    Next.CONTACT: _("A person from the program contacts you, in the way that you chose."),
    Next.LOOK: _("We see whether mediation fits here. You do not have to do anything."),
    Next.OUR_QUESTION: _("We asked you a question. Please call us with your answer."),
    Next.WILL_ASK: _("We ask you whether you want mediation. You can say yes or no."),
    Next.ANSWER: _("Please read what mediation means for you, and say yes or no."),
    Next.BOTH: _("We tell you how it goes on once both sides have answered, or the time for it is over."),
    Next.PREPARE: _("We choose who leads the talk, and first speak with each side alone."),
    Next.MEET: _("You meet. The time and the place are on this page."),
    Next.FINISH: _("We write to you about how it goes on."),
    Next.CALL: _("The talk is over. We call you and ask how things are going."),
    Next.WAIT: _("We have to wait at the moment. We tell you when it goes on."),
    Next.NOTHING: _("Nothing more happens here. Our last letter says how it ended, and you can always call us."),
}
OWN_ANSWER = {
    ConsentState.ACCEPTED: _("You said yes on %(date)s."),
    ConsentState.DECLINED: _("You said no on %(date)s."),
    ConsentState.WITHDRAWN: _("You stepped back on %(date)s."),
}
NO_REPLY = _("We have no answer from you, and the time for it is over. You can still call us.")
MODES = {
    SessionMode.IN_PERSON: _("In person"),
    SessionMode.VIDEO: _("By video"),
    SessionMode.PHONE: _("By phone"),
}
ABOUT_SIDE = {
    Side.EMPLOYEE: _("This is not an interview and not discipline. No supervisor can open this page."),
    Side.COLLEAGUE: _("This is not an interview and not discipline. No supervisor can open this page."),
}
MESSAGE = "message"
MOVE, MOVE_CALL = "move", "move-call"
ANSWERED, LATER, QUESTION, STEPPED_BACK, TIMES, TOO_LATE = (
    "answered",
    "later",
    "question",
    "stepped-back",
    "times",
    "too-late",
)
DONE = {
    ANSWERED: _("Your answer is stored."),
    LATER: _("Take your time. Nothing was stored."),
    QUESTION: _("Thank you. A person from the program contacts you about your question."),
    STEPPED_BACK: _("You stepped back. We have stored it."),
    TIMES: _("Thank you. We have stored which times suit you."),
    MESSAGE: _("Thank you. Your message is sent. A person from the program reads it and gets in touch with you."),
    MOVE: _("Thank you. We look for another time and tell you. Until then the meeting stands."),
    MOVE_CALL: _("Thank you. A person from the program calls you about the meeting. Until then it stands."),
    TOO_LATE: _("This is not possible any more. Nothing was changed. This page shows where things stand now."),
    GONE: _(
        "More than 30 minutes have passed since your other page closed. For your safety, what you entered there is"
        " gone. It was not sent."
    ),
}
"""What a page says after something was done, by the word in its address."""
