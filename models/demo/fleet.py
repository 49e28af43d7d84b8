"""The program of a haulier, Northwind: KITE and MOSS need somebody, LARK goes well, PINE has not started."""

from __future__ import annotations

from models.demo.story import Story, Waiting, spread

CLIENT = {
    "key": "northwind",
    "name": "Northwind Logistics",
    "manager": "omar",
    "contract_end": 300,
    "contacts": [
        {"name": "Sanna Lehto", "role": "Operations", "email": "sanna.lehto@example.com"},
        {"name": "Piotr Zielinski", "role": "Fleet", "email": "piotr.zielinski@example.com"},
    ],
}

KITE = Story(
    key="KITE",
    name="Route planner",
    client="northwind",
    program="fleet",
    manager="jana",
    delivery_manager="omar",
    start=-175,
    target=110,
    first_target=110,
    team=("jana", "kofi", "lena"),
    budget=480_000,
    spent=292_000,
    description="Routes that respect driving hours, docks and charging.",
    done=(
        "Address quality report",
        "Distance service",
        "Driving hours of the drivers",
        "Time windows of docks",
        "Truck heights and bridges",
        "Plan a day for one depot",
        "Plan a day for all depots",
        "Explain why a stop is late",
        "Undo a manual change",
        "Export to the driver app",
        "Ferry timetables",
        "Fixed first stop",
        "Avoid school streets at eight",
        "Plan from last week's plan",
        "Night deliveries",
        "Compare two plans",
    ),
    finish_days=(160, 148, 139, 121, 108, 97, *spread(81, 2, 10)),
    cycle=(6, 10, 7, 4, 12),
    review=(Waiting("Map of the day for dispatchers", 2, 7, ("lena",), 5),),
    doing=(
        Waiting(
            "Charging stops for electric trucks",
            12,
            15,
            ("kofi",),
            8,
            blocked=(9, "no charger data from the supplier"),
            more={"labels": ["electric"]},
        ),
        Waiting(
            "Replan when a truck breaks down",
            3,
            3,
            ("lena",),
            8,
            25,
            {"priority": "urgent", "service_class": "expedite"},
        ),
    ),
    ready=(
        Waiting("Driver breaks near services", 11, None, ("kofi",), 3),
        Waiting("Toll costs in the plan", 13, None, (), 3),
        Waiting("Rush-hour speeds per city", 16, None, ("lena",), 5),
    ),
    backlog=(
        Waiting("Plan two days at once", 35, None, (), 8),
        Waiting("Reload at a second depot", 41, None, (), 5),
        Waiting("What-if for a new depot", 52, None, ("jana",), 8),
    ),
    more={
        "goals": [{"goal": "G3", "weight": 2}],
        "milestones": [
            {"name": "First depot planned", "due": -66, "done": -64},
            {"name": "All depots planned", "due": 80, "baseline": 80},
        ],
        "risks": [
            {
                "title": "Dispatchers keep their spreadsheets",
                "probability": 3,
                "impact": 3,
                "owner": "jana",
                "mitigation": "Two dispatchers in the team every Tuesday",
                "review": -10,
            },
        ],
        "stakeholders": [
            {
                "name": "Sanna Lehto",
                "organisation": "Northwind Logistics",
                "role": "Operations",
                "influence": 5,
                "interest": 5,
                "engagement": "resistant",
                "wanted": "supportive",
                "last_contact": -11,
            },
            {
                "name": "Piotr Zielinski",
                "organisation": "Northwind Logistics",
                "role": "Fleet",
                "influence": 3,
                "interest": 4,
                "engagement": "supportive",
                "wanted": "supportive",
                "last_contact": -23,
            },
        ],
        "expectations": [
            {"text": "A plan before five in the morning", "state": "kept"},
            {"text": "Dispatchers are asked before the plan changes", "due": 20, "state": "open"},
        ],
        "satisfaction": [
            *(
                {"date": day, "csat": score, "respondent": who}
                for day, score, who in (
                    (-8, 2, "Sanna Lehto"),
                    (-24, 4, "Piotr Zielinski"),
                    (-39, 3, "Sanna Lehto"),
                    (-71, 4, "Piotr Zielinski"),
                    (-98, 3, "Sanna Lehto"),
                    (-133, 4, "Piotr Zielinski"),
                    (-196, 5, "Sanna Lehto"),
                    (-218, 4, "Piotr Zielinski"),
                    (-240, 4, "Sanna Lehto"),
                    (-263, 3, "Piotr Zielinski"),
                    (-289, 4, "Sanna Lehto"),
                    (-312, 5, "Piotr Zielinski"),
                )
            ),
        ],
        "updates": [
            {
                "date": -3,
                "health": "amber",
                "summary": "The plan is good, the dispatchers are not convinced.",
                "why": "Changes reach them too late",
                "next": "Sit with them on Tuesday",
                "ask": "Sanna's time for an hour a week",
                "author": "jana",
            },
        ],
        "allocations": [
            ("jana", "project manager", 60),
            ("kofi", "developer", 80),
            ("lena", "developer", 70),
        ],
    },
)

LARK = Story(
    key="LARK",
    name="Driver app",
    client="northwind",
    program="fleet",
    manager="lena",
    delivery_manager="omar",
    start=-150,
    target=84,
    first_target=84,
    team=("lena", "mila"),
    budget=260_000,
    spent=156_000,
    description="What a driver needs, and nothing else, on the phone in the cab.",
    done=(
        "Sign in with the badge",
        "Today's stops",
        "Navigate to the next stop",
        "Proof of delivery with a photo",
        "Call the dock",
        "Works without a network",
        "Big buttons for gloves",
        "Report damage",
        "Break reminder",
        "Languages: Polish and Finnish",
        "Night colors",
        "Battery under ten percent a shift",
        "Dock changed: tell the driver",
        "Signature of the customer",
        "Photos in bad light",
        "Start of shift checklist",
    ),
    finish_days=(138, 126, 117, 106, *spread(82, 3, 12)),
    cycle=(3, 5, 8, 4, 6),
    review=(Waiting("Refuel with a fuel card", 1, 4, ("mila",), 3),),
    doing=(
        Waiting("Trailer swap on the road", 3, 3, ("mila",), 5),
        Waiting("Chat with the dispatcher", 2, 2, ("lena",), 5, more={"labels": ["chat"]}),
    ),
    ready=(Waiting("Drive times for the payroll", 7, None, ("mila",), 3),),
    backlog=(
        Waiting("Accident: what to do", 19, None, (), 2),
        Waiting("Feedback after a shift", 15, None, ("lena",), 2),
    ),
    more={
        "goals": ["G3"],
        "milestones": [
            {"name": "Pilot with 20 drivers", "due": -40, "done": -41},
            {"name": "All drivers", "due": 84, "baseline": 84, "commitment": True},
        ],
        "risks": [
            {
                "title": "Old phones are too slow",
                "probability": 2,
                "impact": 3,
                "owner": "lena",
                "review": -7,
            },
        ],
        "stakeholders": [
            {
                "name": "Piotr Zielinski",
                "organisation": "Northwind Logistics",
                "role": "Fleet",
                "influence": 4,
                "interest": 5,
                "engagement": "leading",
                "wanted": "leading",
                "last_contact": -4,
            },
        ],
        "expectations": [{"text": "No driver types while driving", "state": "kept"}],
        "satisfaction": [
            {"date": day, "csat": score, "respondent": who}
            for day, score, who in (
                (-10, 5, "Piotr Zielinski"),
                (-33, 4, "A driver"),
                (-60, 4, "A driver"),
                (-85, 5, "Piotr Zielinski"),
                (-118, 3, "A driver"),
                (-130, 4, "Piotr Zielinski"),
            )
        ],
        "updates": [
            {
                "date": -4,
                "health": "green",
                "summary": "Drivers of two more depots use it.",
                "next": "Trailer swap",
                "author": "lena",
            },
        ],
        "allocations": [("lena", "project manager", 20), ("mila", "developer", 80)],
    },
)

MOSS = Story(
    key="MOSS",
    name="Depot scanners",
    client="northwind",
    program="fleet",
    manager="nils",
    delivery_manager="omar",
    start=-58,
    target=150,
    first_target=150,
    team=("nils",),
    budget=0,
    spent=0,
    description="Scan every pallet at the gate, so that nobody counts.",
    done=(
        "Visit four depots",
        "Scanner models compared",
        "Mount a scanner at gate one",
        "Label that survives rain",
    ),
    finish_days=(45, 35, 24, 16),
    cycle=(5, 7),
    doing=(
        Waiting("Read through shrink wrap", 14, 14, ("nils",), 5),
        Waiting("Network at the gate", 13, 13, (), 3),
    ),
    ready=(
        Waiting("Count the same pallet once", 22, None, (), 3),
        Waiting("Alarm for the wrong truck", 22, None, (), 5),
    ),
    backlog=(
        Waiting("Returns of empty pallets", 30, None, (), 3),
        Waiting("Handheld for the yard", 30, None, (), 2),
        Waiting("Spare scanners", 31, None, (), 1),
        Waiting("Numbers per gate and hour", 33, None, (), 3),
        Waiting("Power cut at the gate", 34, None, (), 2),
        Waiting("Cold store at minus twenty", 36, None, (), 5),
    ),
    more={
        "goals": ["G3"],
        "stakeholders": [
            {
                "name": "Sanna Lehto",
                "organisation": "Northwind Logistics",
                "role": "Operations",
                "influence": 5,
                "interest": 2,
                "engagement": "unaware",
                "wanted": "supportive",
                "last_contact": -44,
            },
        ],
        "risks": [
            {
                "title": "Gate hardware is not made for frost",
                "probability": 2,
                "impact": 3,
                "owner": "nils",
                "review": -20,
            },
        ],
        "allocations": [("nils", "project manager", 40)],
    },
)

PINE = Story(
    key="PINE",
    name="Fuel cards",
    client="northwind",
    program="fleet",
    manager="jana",
    delivery_manager="omar",
    start=35,
    target=170,
    first_target=170,
    team=("jana",),
    budget=90_000,
    spent=0,
    description="One fuel card for all countries. Decided next month.",
    done=(),
    finish_days=(),
    cycle=(1,),
    backlog=(
        Waiting("Offers of three providers", 20, None, ("jana",), 3),
        Waiting("Limit per truck and day", 20, None, (), 2),
        Waiting("Charging with the same card", 20, None, (), 3),
        Waiting("Receipts into accounting", 20, None, (), 5),
        Waiting("Stolen card", 20, None, (), 1),
        Waiting("Refund of fuel duty", 19, None, (), 5),
    ),
    state="proposed",
    more={"goals": ["G3"]},
)

STORIES = (KITE, LARK, MOSS, PINE)
