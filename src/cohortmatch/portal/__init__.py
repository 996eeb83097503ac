"""The portal: partners log in and see their edition of a run; nothing is sent to them.

    commands.py        `cohortmatch portal …`
    configuration.py   Django's settings, made from the portal's folder
    gate.py            who may open which page; the only way to an edition
    models/            what the portal holds, one file a subject
    accounts/          logging in, one-time links, who has access
    looks/             every look is a line of the audit log
    published/         pages of an edition
    reviewing/ progress/ uploads/   what panels answer

It needs the extra `portal`; nothing outside this package imports it.
"""
