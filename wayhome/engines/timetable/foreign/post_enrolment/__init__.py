"""Post-enrolment course timetabling, as track 2 of the ITC-2007 competition posed it."""
