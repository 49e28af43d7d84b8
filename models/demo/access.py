"""A hospital trust's program: FERN and IRIS are in trouble, OPAL is not, REED is finished."""

from __future__ import annotations

from models.demo.story import Story, Waiting, spread

CLIENT = {
    "key": "riverside",
    "name": "Riverside Health Trust",
    "manager": "dora",
    "contract_end": 420,
    "contacts": [
        {"name": "Dr. Amara Obi", "role": "Medical director", "email": "amara.obi@example.com"},
        {"name": "Tom Whelan", "role": "Patient services", "email": "tom.whelan@example.com"},
    ],
}

FERN = Story(
    key="FERN",
    name="Booking portal",
    client="riverside",
    program="access",
    manager="petra",
    delivery_manager="dora",
    start=-140,
    target=110,
    first_target=88,
    team=("petra", "quinn", "rosa"),
    budget=350_000,
    spent=150_000,
    slips=(20, 24, 31, 38, 42, 47, 52, 58, 63, 69, 74, 76),
    description="Patients book, move and cancel appointments themselves.",
    done=(
        "Phone calls of a week counted",
        "Talk to twelve patients",
        "Sign in with the health card",
        "Find a clinic",
        "Free times of a clinic",
        "Book an appointment",
        "Confirm by text message",
        "Cancel until the day before",
        "Large type",
        "Reminder two days before",
    ),
    finish_days=(131, *spread(82, 4, 9)),
    cycle=(8, 12, 9, 15),
    review=(
        Waiting("Move an appointment", 4, 13, ("quinn",), 5),
        Waiting("Book for a child", 2, 9, ("rosa",), 3),
    ),
    doing=(
        Waiting("Clinic closes a day", 6, 6, ("quinn",), 5),
        Waiting("Interpreter wanted", 3, 3, ("rosa",), 3),
        Waiting(
            "Penetration test findings",
            5,
            5,
            ("petra",),
            8,
            12,
            {"priority": "urgent", "labels": ["security"]},
        ),
    ),
    ready=(
        Waiting("Letters for those without a phone", 17, None, ("rosa",), 3),
        Waiting("Wheelchair access per clinic", 12, None, (), 2),
    ),
    backlog=(
        Waiting("Referral as a photo", 31, None, (), 5),
        Waiting("Waiting time today", 38, None, (), 3),
        Waiting("Book a series of visits", 42, None, ("quinn",), 8),
        Waiting("Clinic phone numbers", 46, None, ("rosa",), 1),
        Waiting("Waiting list as a fallback", 47, None, (), 3),
        Waiting("Welsh", 45, None, (), 3),
        Waiting("Feedback after a visit", 33, None, (), 2),
    ),
    more={
        "goals": [{"goal": "G2", "weight": 3}],
        "milestones": [
            {"name": "First clinic books", "due": -48, "done": -41, "baseline": -55},
            {"name": "Security sign-off", "due": -9, "baseline": -23},
            {"name": "All clinics", "due": 110, "baseline": 88, "commitment": True},
        ],
        "risks": [
            {
                "title": "Sign-in is down and nobody can book",
                "probability": 4,
                "impact": 4,
                "cost": 60000,
                "owner": "petra",
                "mitigation": "Phone line as a fallback",
                "review": -8,
            },
            {
                "title": "Clinics keep paper lists beside the portal",
                "probability": 3,
                "impact": 3,
                "owner": "rosa",
                "mitigation": "One list, shown on the ward",
                "review": -41,
            },
        ],
        "stakeholders": [
            {
                "name": "Tom Whelan",
                "organisation": "Riverside Health Trust",
                "role": "Patient services",
                "influence": 4,
                "interest": 5,
                "engagement": "neutral",
                "wanted": "leading",
                "last_contact": -13,
            },
        ],
        "expectations": [
            {"text": "Security sign-off before the second clinic", "due": -9, "state": "missed"},
            {"text": "Patients without a phone lose nothing", "due": 30, "state": "open"},
        ],
        "satisfaction": [
            {"date": -14, "csat": 3, "respondent": "Tom Whelan"},
            {"date": -52, "csat": 4, "respondent": "Tom Whelan"},
            {"date": -90, "csat": 4, "respondent": "Dr. Amara Obi"},
        ],
        "updates": [
            {
                "date": -4,
                "health": "red",
                "summary": "No sign-off: two findings are open.",
                "why": "Findings came in the last week",
                "next": "Close both findings",
                "ask": "A date for the retest",
                "author": "petra",
            },
        ],
        "allocations": [
            ("petra", "project manager", 70),
            ("quinn", "developer", 80),
            ("rosa", "developer", 70),
        ],
    },
)

IRIS = Story(
    key="IRIS",
    name="Waiting list",
    client="riverside",
    program="access",
    manager="quinn",
    delivery_manager="dora",
    start=-120,
    target=130,
    first_target=130,
    team=("quinn", "sven", "tara"),
    budget=410_000,
    spent=196_000,
    slips=(2, 4, 3, 6, 8, 7, 9, 10, 12, 11, 12, 13),
    description="One waiting list for all wards, in the order that doctors decide.",
    done=(
        "Visit nine wards",
        "Lists of nine wards compared",
        "Urgency that doctors agree on",
        "Import of the old lists",
        "Find duplicates",
        "Letter when a place is free",
        "Pause a patient",
        "Audit of changes",
        "Wait by ward",
        "Transfer between wards",
    ),
    finish_days=(109, 101, 92, *spread(79, 6, 7)),
    cycle=(7, 11, 6, 9),
    review=(Waiting("Weekly list for the board", 3, 8, ("tara",), 3),),
    doing=(
        Waiting("Fill a cancelled place the same day", 4, 4, ("sven",), 8, more={"priority": "high"}),
        Waiting("Explain the place on the list", 2, 2, ("tara",), 3),
    ),
    ready=(
        Waiting("Patients who moved away", 9, None, ("tara",), 2),
        Waiting("Two procedures at once", 12, None, ("sven",), 5),
    ),
    backlog=(
        Waiting("Forecast of the wait", 24, None, (), 8),
        Waiting("Cancelled twice: call the patient", 27, None, ("tara",), 3),
        Waiting("Wards on one page", 28, None, (), 2),
        Waiting("Ask whether the patient still wants to come", 26, None, (), 3),
    ),
    more={
        "goals": ["G2"],
        "milestones": [
            {"name": "Old lists retired", "due": 95, "baseline": 95},
        ],
        "risks": [
            {
                "title": "A patient is lost between two lists",
                "probability": 2,
                "impact": 5,
                "owner": "quinn",
                "mitigation": "Nightly comparison",
                "review": -18,
            },
        ],
        "stakeholders": [
            {
                "name": "Dr. Amara Obi",
                "organisation": "Riverside Health Trust",
                "role": "Medical director",
                "influence": 5,
                "interest": 5,
                "engagement": "supportive",
                "wanted": "leading",
                "last_contact": -9,
            },
        ],
        "expectations": [
            {"text": "No patient waits longer because of the change", "due": 130, "state": "open"}
        ],
        "satisfaction": [
            {"date": -22, "csat": 4, "respondent": "Dr. Amara Obi"},
            {"date": -70, "csat": 5, "respondent": "Dr. Amara Obi"},
        ],
        "updates": [
            {
                "date": -26,
                "health": "green",
                "summary": "Nine wards on one list.",
                "next": "Same-day places",
                "author": "quinn",
            },
        ],
        "allocations": [("quinn", "project manager", 60), ("sven", "developer", 80), ("tara", "analyst", 60)],
    },
)

OPAL = Story(
    key="OPAL",
    name="Consent records",
    client="riverside",
    program="access",
    manager="rosa",
    delivery_manager="dora",
    start=-110,
    target=85,
    first_target=85,
    team=("rosa", "uma"),
    budget=180_000,
    spent=139_000,
    slips=(-5, -8, -12, -14, -18, -22, -25, -27, -30, -31, -33, -34),
    description="What a patient agreed to, when, and to whom; readable in ten seconds.",
    done=(
        "Forms of all wards collected",
        "Law read with the lawyer",
        "Wording with patients",
        "Record a consent",
        "Withdraw a consent",
        "Show it on the ward",
        "Print for the patient",
        "Consent for research",
        "Old paper consents scanned",
        "Search by patient",
        "History of a consent",
        "Who looked at it",
        "Guardian signs",
        "Reminder to renew",
    ),
    finish_days=(103, 96, *spread(82, 3, 12)),
    cycle=(4, 6, 5, 8),
    review=(Waiting("Consent by phone", 2, 5, ("uma",), 3),),
    doing=(Waiting("Export for a court", 1, 1, ("uma",), 3),),
    ready=(
        Waiting("Consent in easy words", 5, None, ("rosa",), 2),
        Waiting("Delete after ten years", 6, None, ("uma",), 3),
    ),
    backlog=(Waiting("Statistics without names", 14, None, (), 2),),
    more={
        "goals": ["G2"],
        "milestones": [{"name": "All wards record", "due": 85, "baseline": 85}],
        "risks": [
            {
                "title": "The law changes",
                "probability": 1,
                "impact": 4,
                "owner": "rosa",
                "response": "accept",
                "review": -16,
            },
        ],
        "stakeholders": [
            {
                "name": "Dr. Amara Obi",
                "organisation": "Riverside Health Trust",
                "role": "Medical director",
                "influence": 5,
                "interest": 3,
                "engagement": "supportive",
                "wanted": "supportive",
                "last_contact": -9,
            },
        ],
        "expectations": [{"text": "Ten seconds to an answer on the ward", "state": "kept"}],
        "satisfaction": [
            {"date": -17, "csat": 5, "respondent": "Dr. Amara Obi"},
            {"date": -58, "csat": 4, "respondent": "Dr. Amara Obi"},
            {"date": -83, "csat": 5, "respondent": "A ward sister"},
        ],
        "updates": [
            {
                "date": -5,
                "health": "green",
                "summary": "Twelve wards record consents.",
                "next": "Consent by phone",
                "author": "rosa",
            },
        ],
        "allocations": [("rosa", "project manager", 20), ("uma", "developer", 90)],
    },
)

REED = Story(
    key="REED",
    name="Archive move",
    client="riverside",
    program="access",
    manager="tara",
    delivery_manager="dora",
    start=-178,
    target=-30,
    first_target=-44,
    team=("tara",),
    budget=70_000,
    spent=66_500,
    description="Paper files of forty years moved to the new archive.",
    done=(
        "Keys of the cellar",
        "Count the boxes",
        "Choose the archive",
        "Bar code per box",
        "Move the years to 1999",
        "Move the years to 2009",
        "Move the years to 2019",
        "Fetch a file within a day",
        "Damp boxes dried",
        "Old cellar handed back",
        "Lessons for the next move",
    ),
    finish_days=(170, 165, 158, 149, 136, 118, 97, 76, 58, 40, 29),
    cycle=(5, 9, 12, 7),
    state="finished",
    more={
        "milestones": [{"name": "Cellar empty", "due": -44, "baseline": -58, "done": -41}],
        "updates": [
            {
                "date": -29,
                "health": "green",
                "summary": "The cellar is empty, and handed back.",
                "author": "tara",
            },
        ],
        "satisfaction": [
            {"date": -27, "csat": 5, "respondent": "Tom Whelan", "comment": "Quiet and on time enough"}
        ],
    },
)

STORIES = (FERN, IRIS, OPAL, REED)
