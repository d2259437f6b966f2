"""Two more things that have to be done: checking a session after a change, deleting what a side asked us to delete."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0008_party_code'),
    ]

    operations = [
        migrations.AlterField(
            model_name='case',
            name='next_duty',
            field=models.CharField(blank=True, choices=[('first_contact', 'First contact by a person'), ('screen', 'Screen the request'), ('ask_again', 'Remind about the question'), ('answer_by', 'The answer is due'), ('city_decision', 'The City decides'), ('invite', 'Ask both sides'), ('consent_by', 'Both answers are due'), ('assign', 'Choose mediators'), ('mediator_reply', 'A mediator’s answer is due'), ('prepare', 'Talk with each side'), ('hold_session', 'Hold the session'), ('check_in', 'Check-in call before the session'), ('report', 'Report the session'), ('outcome', 'Record the outcome'), ('follow_up', 'Follow up with both sides'), ('ten_days', 'Extend or end the mediation (Evid. Code 1125)'), ('review_hold', 'Look at the hold again'), ('return_to_psu', 'Return the complaint to Professional Standards'), ('clock', 'One-year limit of the complaint (Gov. Code 3304(d))'), ('post_letter', 'Send a letter by post'), ('call_party', 'Tell a person by phone'), ('check_booking', 'Check the session: what a side needs has changed'), ('erase', 'Delete what the rules let us delete')], max_length=16),
        ),
        migrations.AlterField(
            model_name='duty',
            name='kind',
            field=models.CharField(choices=[('first_contact', 'First contact by a person'), ('screen', 'Screen the request'), ('ask_again', 'Remind about the question'), ('answer_by', 'The answer is due'), ('city_decision', 'The City decides'), ('invite', 'Ask both sides'), ('consent_by', 'Both answers are due'), ('assign', 'Choose mediators'), ('mediator_reply', 'A mediator’s answer is due'), ('prepare', 'Talk with each side'), ('hold_session', 'Hold the session'), ('check_in', 'Check-in call before the session'), ('report', 'Report the session'), ('outcome', 'Record the outcome'), ('follow_up', 'Follow up with both sides'), ('ten_days', 'Extend or end the mediation (Evid. Code 1125)'), ('review_hold', 'Look at the hold again'), ('return_to_psu', 'Return the complaint to Professional Standards'), ('clock', 'One-year limit of the complaint (Gov. Code 3304(d))'), ('post_letter', 'Send a letter by post'), ('call_party', 'Tell a person by phone'), ('check_booking', 'Check the session: what a side needs has changed'), ('erase', 'Delete what the rules let us delete')], max_length=16),
        ),
    ]
