"""What the demo's requests tell of: invented officers, places and accounts, in the language of the request."""

from dataclasses import dataclass

OFFICERS = (
    "Officer Tennyson Vale",
    "Officer Marit Solberg",
    "Officer Dashiell Okafor",
    "Officer Perpetua Lanning",
    "Sergeant Ignatius Rook",
    "Officer Calliope Brandt",
    "Officer Wendell Achterberg",
    "Officer Juniper Halloran",
    "Officer Cosmo Dellarosa",
    "Officer Ottilie Marchand",
    "Officer Barnaby Feld",
)
"""One more than ten, so that the stories of one mediator do not share one officer."""


@dataclass(frozen=True)
class Incident:
    """What a request says of what happened."""

    place: str
    concerns: tuple[str, ...]
    account: str


INCIDENTS: dict[str, tuple[Incident, ...]] = {
    "en": (
        Incident(
            "Colorado Boulevard",
            ("tone", "not_heard"),
            "A stop that took long. I asked why and got no answer that I could understand.",
        ),
        Incident(
            "The front desk of the police station",
            ("slow",),
            "I reported a break-in and left my number three times. Nobody called me back for a month.",
        ),
        Incident(
            "A parking lot on Lake Avenue",
            ("disrespect", "no_explanation"),
            "I was told to move my van and was laughed at when I asked which sign I had missed.",
        ),
        Incident(
            "Villa Parke",
            ("no_explanation",),
            "My son was asked for his name at the basketball court. Nobody told him or me what it was about.",
        ),
    ),
    "es": (
        Incident(
            "Avenida Fair Oaks",
            ("language", "no_explanation"),
            "Pedí que me hablaran más despacio. Me dieron un papel en inglés y se fueron.",
        ),
        Incident(
            "Una parada de autobús",
            ("tone", "disrespect"),
            "Me gritaron delante de mi hija. Yo solo preguntaba si la calle estaba cerrada.",
        ),
        Incident(
            "Mi edificio",
            ("not_heard",),
            "Llamé por el ruido de un vecino. Solo escucharon a la otra persona y a mí no me preguntaron nada.",
        ),
    ),
    "hy": (
        Incident(
            "Washington Boulevard",
            ("not_heard", "tone"),
            "Վթարից հետո հարցրին միայն մյուս վարորդին։ Ինձ ասացին՝ սպասիր, և այլևս չմոտեցան։",
        ),
        Incident(
            "Իմ խանութը",
            ("slow", "no_explanation"),
            "Գողության մասին հայտնեցի, բայց ոչ ոք չբացատրեց, թե ինչ է լինելու հետո։",
        ),
    ),
    "zh-hant": (
        Incident("湖大道的十字路口", ("language", "tone"), "警員說得很快，我聽不懂。我請他再說一遍，他就不耐煩了。"),
        Incident("社區公園", ("no_explanation",), "我們在公園練舞，被要求離開，沒有人告訴我們原因。"),
    ),
    "zh-hans": (
        Incident("科罗拉多大道", ("disrespect",), "我问为什么拦下我的车，对方说话很不客气，也没有回答。"),
        Incident("我家门口", ("not_heard", "slow"), "我报警说有人跟踪我。等了很久才有人来，也没有听我说完。"),
    ),
}


def officer_of(number: int) -> str:
    """Whom the story of this number is about."""
    return OFFICERS[number % len(OFFICERS)]


def incident_of(language: str, number: int) -> Incident:
    """What the story of this number tells, in its language."""
    told = INCIDENTS[language]
    return told[number % len(told)]


def days_before(number: int) -> int:
    """How long after it the request was sent: between one week and six."""
    return 7 + number * 11 % 36
