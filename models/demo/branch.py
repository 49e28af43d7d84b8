"""Acme Bank's branch program: CEDAR goes well, DUNE starts too much at once."""

from __future__ import annotations

from models.demo.story import Story, Waiting, spread

CEDAR = Story(
    key="CEDAR",
    name="Branch tablets",
    client="acme",
    program="branch",
    manager="finn",
    delivery_manager="dora",
    start=-160,
    target=45,
    first_target=45,
    team=("finn", "gita"),
    budget=240_000,
    spent=182_000,
    description="Tablets for advisers in all branches.",
    done=(
        "Choose the tablet",
        "Enroll devices without IT",
        "Sign with a finger",
        "Offline mode for the vault",
        "Customer file on one page",
        "Print at the counter",
        "Training film",
        "Lost tablet is wiped",
        "Pilot in three branches",
        "Battery lasts a day",
        "Appointment on the tablet",
        "Password-free sign-in",
        "Scan an identity card",
        "Dark mode for the evening",
        "Roll-out to region north",
        "Roll-out to region west",
        "Help desk script",
        "Accessibility review",
    ),
    finish_days=(140, 131, 122, 115, 104, 95, *spread(82, 3, 12)),
    cycle=(4, 6, 9, 3, 7, 5),
    review=(Waiting("Roll-out to region south", 1, 4, ("gita",), 3),),
    doing=(Waiting("Return of the old laptops", 2, 2, ("finn",), 3),),
    ready=(Waiting("Hand over to operations", 6, None, ("finn",), 2),),
    more={
        "milestones": [
            {"name": "Pilot", "due": -90, "done": -92},
            {"name": "All branches", "due": 30, "baseline": 30, "commitment": True},
        ],
        "risks": [
            {
                "title": "Supplier is late with the last batch",
                "probability": 2,
                "impact": 2,
                "owner": "finn",
                "response": "accept",
                "review": -4,
            },
        ],
        "stakeholders": [
            {
                "name": "Karl Brandt",
                "organisation": "Acme Bank",
                "role": "Head of branches",
                "influence": 4,
                "interest": 5,
                "engagement": "leading",
                "wanted": "supportive",
                "last_contact": -6,
            },
        ],
        "expectations": [{"text": "No adviser without a device for a day", "state": "kept"}],
        "satisfaction": [
            {"date": -9, "csat": 5, "respondent": "Karl Brandt", "comment": "Best roll-out in years"},
            {"date": -47, "csat": 5, "respondent": "Karl Brandt"},
            {"date": -80, "csat": 4, "respondent": "Karl Brandt"},
        ],
        "updates": [
            {
                "date": -5,
                "health": "green",
                "summary": "Regions north and west are done.",
                "next": "South, then the old laptops",
                "author": "finn",
            },
        ],
        "allocations": [("finn", "project manager", 50), ("gita", "trainer", 60)],
    },
)

DUNE = Story(
    key="DUNE",
    name="Card disputes",
    client="acme",
    program="branch",
    manager="gita",
    delivery_manager="dora",
    start=-84,
    target=190,
    first_target=190,
    team=("gita", "hugo"),
    budget=310_000,
    spent=86_000,
    description="Customers dispute a card payment in the app; the bank answers within a day.",
    done=(
        "Interview ten customers",
        "Map today's process",
        "Dispute form in the app",
        "Upload a receipt",
        "Reason codes of the schemes",
        "Status that a customer understands",
        "Queue for the dispute team",
    ),
    finish_days=spread(76, 4, 7),
    cycle=(5, 8, 6, 10),
    review=(Waiting("Provisional credit", 2, 9, ("hugo",), 5),),
    doing=(
        Waiting("Letters become messages", 1, 1, ("gita",), 3),
        Waiting("Deadlines of the schemes", 4, 4, ("hugo",), 5),
        Waiting("Fraud or dispute?", 3, 3, ("gita",), 5),
    ),
    ready=(
        Waiting("Merchant details from the scheme", 10, None, ("hugo",), 3),
        Waiting("Answer within a day: measure it", 9, None, (), 2),
    ),
    backlog=(
        Waiting("Second review of rejected disputes", 28, None, (), 3),
        Waiting("Chargeback file to the scheme", 26, None, (), 8),
        Waiting("Report for the regulator", 25, None, (), 5),
        Waiting("Train the dispute team", 20, None, ("gita",), 2),
    ),
    doing_limit=2,
    more={
        "goals": ["G2"],
        "milestones": [{"name": "First dispute by app", "due": 60, "baseline": 60}],
        "risks": [
            {
                "title": "Scheme rules change in spring",
                "probability": 2,
                "impact": 3,
                "owner": "gita",
                "review": -12,
            },
        ],
        "stakeholders": [
            {
                "name": "Inés Duarte",
                "organisation": "Acme Bank",
                "role": "Sponsor",
                "influence": 5,
                "interest": 3,
                "engagement": "supportive",
                "wanted": "supportive",
                "last_contact": -15,
            },
        ],
        "expectations": [{"text": "An answer within a day", "due": 190, "state": "open"}],
        "updates": [
            {
                "date": -1,
                "health": "amber",
                "summary": "Too much started at once; we finish before we start.",
                "why": "Three cards in Doing for a limit of two",
                "next": "Deadlines first",
                "author": "gita",
            },
        ],
        "allocations": [("gita", "project manager", 30), ("hugo", "developer", 70)],
    },
)

STORIES = (CEDAR, DUNE)
