"""The sentences in Spanish."""

from wayhome.engines.timetable.domain import Reason
from wayhome.engines.timetable.words.templates import Templates

SPANISH = Templates(
    left_out={
        Reason.NO_MEETINGS: "{subject} no tiene horario de sesiones.",
        Reason.OVERLAPPING_MEETINGS: "Dos sesiones de {subject} coinciden en la hora.",
        Reason.OUTSIDE_THE_WEEK: "Una sesión de {subject} no cabe en un solo día de la semana.",
        Reason.UNKNOWN_KIND: "{subject} es de un tipo que este programa no tiene: {other}.",
        Reason.UNKNOWN_SITE: "{subject} pertenece a una sede que este programa no tiene: {other}.",
        Reason.NO_SEATS: "{subject} no tiene cupo.",
        Reason.SITE_CLOSED: "{other} está cerrada cuando se reúne {subject}.",
        Reason.NO_FACILITATOR: "{subject} no tiene quién lo dirija.",
        Reason.FACILITATOR_LACKS_CREDENTIAL: (
            "{other} no tiene la credencial que se necesita para dirigir {subject}."
        ),
        Reason.FACILITATOR_LACKS_LANGUAGE: "{other} no habla el idioma de {subject}.",
        Reason.FACILITATOR_OFF: "{other} no trabaja cuando se reúne {subject}.",
        Reason.FACILITATOR_ELSEWHERE: ("Quien dirige {subject} dirige {other} a la misma hora."),
        Reason.FACILITATOR_WITHOUT_BREAK: "{subject} dejaría a {other} sin descanso ese día.",
        Reason.NO_ROOM: "{subject} no tiene sala donde reunirse.",
        Reason.ROOM_CLOSED: "{other} no se puede usar cuando se reúne {subject}.",
        Reason.ROOM_TAKEN: "{subject} está en la misma sala que {other} a la misma hora.",
        Reason.ROOM_LACKS_FEATURE: "{other} no tiene todo lo que {subject} necesita.",
        Reason.NO_AVAILABILITY: "{subject} no tiene tiempo libre esta semana.",
        Reason.NO_PRESCRIPTION: "A {subject} no se le han indicado grupos ni citas.",
        Reason.CONTRADICTORY_PRESCRIPTION: (
            "Lo indicado para {subject} debe de ser un error: hay un número menor que cero,"
            " más horas semanales que el máximo permitido o más días de los que tiene la semana."
        ),
    },
    in_part={
        Reason.UNKNOWN_SITE: (
            "{subject} trabaja en una sede que este programa no tiene: {other}."
            " No se planificaron citas con esta persona."
        ),
        Reason.ROOM_TOO_SMALL: (
            "En {other} caben menos personas que el cupo de {subject};"
            " se planificó hasta donde alcanza el espacio."
        ),
        Reason.UNKNOWN_KIND: (
            "A {subject} se le indicó un tipo de grupo que este programa no tiene: {other}."
            " Se planificó lo demás."
        ),
        Reason.UNKNOWN_SERVICE: (
            "A {subject} le corresponde una cita que este programa no ofrece: {other}."
            " Se planificó lo demás."
        ),
        Reason.CONTRADICTORY_PRESCRIPTION: (
            "Los grupos y las citas indicados para {subject} no alcanzan para completar las horas"
            " y los días de la semana. Se planificó lo que hay."
        ),
        Reason.UNKNOWN_COUNSELOR: (
            "{other}, consejero o consejera de {subject}, no figura en el personal."
            " Se planificó como si {subject} aún no tuviera a nadie."
        ),
        Reason.PIN_IMPOSSIBLE: (
            "La reserva fija de {subject} con {other} no es posible y se quitó."
        ),
    },
)
