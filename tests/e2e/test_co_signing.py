"""A trainee's notes wait for their supervisor, who reads and signs them."""

from django.urls import reverse

from tests.e2e.stage import Stage
from wayhome.shared.accounts.codes import Role


def test_a_supervisor_co_signs_what_a_trainee_wrote(visit):
    # given a trainee who has signed a note
    stage = Stage()
    boss = stage.staff(Role.CLINICAL_SUPERVISOR, given_name="Sam", family_name="Lee")
    trainee = stage.staff(needs_cosignature=True, supervisor_id=boss.practitioner_id)
    meeting, _places = stage.past_group("Ana Reyes", facilitator_id=trainee.practitioner_id)
    writer = visit()
    writer.sign_in(trainee.user)
    writer.go(reverse("encounters:group-note", args=[meeting.pk]))
    writer.page.get_by_role("textbox", name="Ana R. in this group").fill("Took part.")
    writer.page.get_by_role("button", name="Sign 1 note").click()
    writer.page.get_by_text("Your supervisor finds them").wait_for()
    # when the supervisor opens Today
    supervisor = visit()
    supervisor.sign_in(boss.user)
    supervisor.page.get_by_role("link", name="1 note", exact=True).click()
    supervisor.look()
    supervisor.page.get_by_role("link", name="Ana R.").click()
    supervisor.look()
    supervisor.page.get_by_role("button", name="Co-sign this note").click()
    # then nothing waits any more, and the note says who co-signed
    supervisor.page.get_by_text("Nothing to co-sign").wait_for()
    supervisor.look()
    writer.page.get_by_role("link", name="Read the signed note Ana R.").click()
    writer.page.get_by_text("Sam Lee").wait_for()
