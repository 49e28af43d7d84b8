"""The exact sentence of every kind of error, with its position and path."""

# ruff: noqa: E501

from __future__ import annotations

import pytest

from models.definitions.problems import DefinitionErrors
from models.definitions.reader import read_text

CASES: list[tuple[str, list[str]]] = [
    (
        "pmboard: 2\n",
        [
            "F:1:10: pmboard: the version '2' is not known; this program reads version 1: pmboard: 1",
        ],
    ),
    (
        "people: []\n",
        [
            "F:1:1: the key 'pmboard' is missing",
        ],
    ),
    (
        "pmboard: 1\nprojets: []\n",
        [
            "F:2:1: unknown key 'projets'; allowed are pmboard, settings, people, clients, goals, programs, projects, views, snapshots; did you mean 'projects'?",
        ],
    ),
    (
        "pmboard: 1\npeople: {a: b}\n",
        [
            "F:2:9: people: expected a list, found a mapping; write [a, b], or one item a line after '- '",
        ],
    ),
    (
        "pmboard: 1\npeople: anna\n",
        [
            "F:2:9: people: expected a list, found 'anna'; write [a, b], or one item a line after '- '",
        ],
    ),
    (
        "pmboard: 1\npeople: [anna]\n",
        [
            "F:2:10: people[#1]: expected a mapping, found 'anna'; write {key: ..., name: ...}",
        ],
    ),
    (
        "pmboard: 1\npeople: [{key: an na, name: Anna}]\n",
        [
            "F:2:16: people[an na].key: 'an na' is not a key; allowed are 1 to 60 characters: letters without accents, digits, '.', '_' and '-'",
        ],
    ),
    (
        "pmboard: 1\npeople: [{key: anna}]\n",
        [
            "F:2:10: people[anna]: the key 'name' is missing; what is new needs one",
        ],
    ),
    (
        'pmboard: 1\npeople: [{key: anna, name: ""}]\n',
        [
            "F:2:28: people[anna].name: the text is empty; write some, or leave it out",
        ],
    ),
    (
        "pmboard: 1\npeople: [{key: anna, name: null}]\n",
        [
            "F:2:28: people[anna].name: nothing (null) where text is needed; text that reads null goes in quotes",
        ],
    ),
    (
        "pmboard: 1\npeople: [{key: anna, name: No, capacity: 012}]\n",
        [
            "F:2:42: people[anna].capacity: '012' starts with a zero and is octal to some readers; write 12; allowed are hours a week from 0 to 168",
        ],
    ),
    (
        "pmboard: 1\npeople: [{key: anna, name: No, capacity: 0.0000001}]\n",
        [
            "F:2:42: people[anna].capacity: '0.0000001' is too small; allowed are hours a week from 0 to 168; 0, or 0.000001 and more",
        ],
    ),
    (
        "pmboard: 1\npeople: [{key: anna, name: No, capacity: 1e3}]\n",
        [
            "F:2:42: people[anna].capacity: '1e3' is a number to some readers and text to others; write it out: 1000; allowed are hours a week from 0 to 168",
        ],
    ),
    (
        "pmboard: 1\npeople: [{key: anna, name: No, capacity: yes}]\n",
        [
            "F:2:42: people[anna].capacity: 'yes' is a word for yes or no, not a number; allowed are hours a week from 0 to 168",
        ],
    ),
    (
        "pmboard: 1\npeople: [{key: anna, name: No, capacity: 12:30}]\n",
        [
            "F:2:42: people[anna].capacity: '12:30' is a time of day or a number to the base of 60, depending on the reader; allowed are hours a week from 0 to 168",
        ],
    ),
    (
        "pmboard: 1\npeople: [{key: anna, name: No, capacity: .inf}]\n",
        [
            "F:2:42: people[anna].capacity: '.inf' is not a finite number; allowed are hours a week from 0 to 168",
        ],
    ),
    (
        "pmboard: 1\npeople: [{key: anna, name: No, capacity: .nan}]\n",
        [
            "F:2:42: people[anna].capacity: '.nan' is not a finite number; allowed are hours a week from 0 to 168",
        ],
    ),
    (
        "pmboard: 1\npeople: [{key: anna, name: No, capacity: 0x1F}]\n",
        [
            "F:2:42: people[anna].capacity: '0x1F' is not a decimal number; allowed are hours a week from 0 to 168",
        ],
    ),
    (
        "pmboard: 1\npeople: [{key: anna, name: No, capacity: 1_000}]\n",
        [
            "F:2:42: people[anna].capacity: '1_000' has separators between its digits; write 1000; allowed are hours a week from 0 to 168",
        ],
    ),
    (
        "pmboard: 1\npeople: [{key: anna, name: No, capacity: '1,000'}]\n",
        [
            "F:2:42: people[anna].capacity: '1,000' has separators between its digits; write 1000; allowed are hours a week from 0 to 168",
        ],
    ),
    (
        "pmboard: 1\npeople: [{key: anna, name: No, capacity: -1}]\n",
        [
            "F:2:42: people[anna].capacity: '-1' is out of range; allowed are hours a week from 0 to 168",
        ],
    ),
    (
        "pmboard: 1\npeople: [{key: anna, name: No, capacity: 169}]\n",
        [
            "F:2:42: people[anna].capacity: '169' is out of range; allowed are hours a week from 0 to 168",
        ],
    ),
    (
        "pmboard: 1\npeople: [{key: anna, name: No, capacity: a}]\n",
        [
            "F:2:42: people[anna].capacity: 'a' is not a number; allowed are hours a week from 0 to 168",
        ],
    ),
    (
        "pmboard: 1\npeople: [{key: anna, name: No, capacity: [1]}]\n",
        [
            "F:2:42: people[anna].capacity: expected a number, found a list; allowed are hours a week from 0 to 168",
        ],
    ),
    (
        "pmboard: 1\npeople: [{key: anna, name: No, capacity: 99999999999999999999999999999999999999999999999999}]\n",
        [
            "F:2:42: people[anna].capacity: '99999999999999999999999999999999999999999999999999' is out of range; allowed are hours a week from 0 to 168",
        ],
    ),
    (
        "pmboard: 1\npeople: [{key: anna, name: No, capacity: 1.}]\n",
        [
            "F:2:42: people[anna].capacity: '1.' is not written as a number; write 1; allowed are hours a week from 0 to 168",
        ],
    ),
    (
        "pmboard: 1\npeople: [{key: anna, name: No, capacity: .5}]\n",
        [
            "F:2:42: people[anna].capacity: '.5' is not written as a number; write 0.5; allowed are hours a week from 0 to 168",
        ],
    ),
    (
        "pmboard: 1\npeople: [{key: anna, name: No, capacity: +5}]\n",
        [
            "F:2:42: people[anna].capacity: '+5' is not written as a number; write 5; allowed are hours a week from 0 to 168",
        ],
    ),
    (
        "pmboard: 1\npeople: [{key: anna, name: No, capacity: 99999999999999999999999999999}]\n",
        [
            "F:2:42: people[anna].capacity: '99999999999999999999999999999' is out of range; allowed are hours a week from 0 to 168",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, due: 2023-14-05}\n",
        [
            "F:6:28: projects[ATLAS].cards[a].due: the date 2023-14-05 does not exist; allowed is a date such as 2026-09-01",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, due: 12:30}\n",
        [
            "F:6:28: projects[ATLAS].cards[a].due: '12:30' is a time of day, not a date; allowed is a date such as 2026-09-01",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, due: 2027-4-31}\n",
        [
            "F:6:28: projects[ATLAS].cards[a].due: the date 2027-4-31 does not exist: 2027-04 has 30 days; allowed is a date such as 2026-09-01",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, due: 2027-02-29}\n",
        [
            "F:6:28: projects[ATLAS].cards[a].due: the date 2027-02-29 does not exist: 2027-02 has 28 days; allowed is a date such as 2026-09-01",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, due: 2027-13-1}\n",
        [
            "F:6:28: projects[ATLAS].cards[a].due: the date 2027-13-1 does not exist; allowed is a date such as 2026-09-01",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, due: 2027-4-0}\n",
        [
            "F:6:28: projects[ATLAS].cards[a].due: the date 2027-4-0 does not exist; allowed is a date such as 2026-09-01",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, due: 2027-04-31T08:00:00Z}\n",
        [
            "F:6:28: projects[ATLAS].cards[a].due: the date 2027-04-31 does not exist: 2027-04 has 30 days; allowed is a date such as 2026-09-01",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, due: 2026-2-3}\n",
        [
            "F:6:28: projects[ATLAS].cards[a].due: '2026-2-3' is a date to some readers and text to others; write 2026-02-03",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, due: tomorrow}\n",
        [
            "F:6:28: projects[ATLAS].cards[a].due: 'tomorrow' is not a date; allowed is a date such as 2026-09-01",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, due: 2026-02-03T10:00:00Z}\n",
        [
            "F:6:28: projects[ATLAS].cards[a].due: '2026-02-03T10:00:00Z' is a date with a time; allowed is a date alone: 2026-02-03",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, due: {a: b}}\n",
        [
            "F:6:28: projects[ATLAS].cards[a].due: expected a date, found a mapping; allowed is a date such as 2026-09-01",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, due: 0000-01-01}\n",
        [
            "F:6:28: projects[ATLAS].cards[a].due: the date 0000-01-01 does not exist; allowed is a date such as 2026-09-01",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, created: 2026-02-03T10:00:00}\n",
        [
            "F:6:32: projects[ATLAS].cards[a].created: '2026-02-03T10:00:00' has no time zone; allowed is UTC: 2026-02-03T10:00:00Z",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, created: 2026-02-03}\n",
        [
            "F:6:32: projects[ATLAS].cards[a].created: '2026-02-03' is a date without a time; allowed is an instant in UTC such as 2026-11-12T08:00:00Z",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, created: 10:00}\n",
        [
            "F:6:32: projects[ATLAS].cards[a].created: '10:00' is a time without a date; allowed is an instant in UTC such as 2026-11-12T08:00:00Z",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, created: 2026-13-03T10:00:00Z}\n",
        [
            "F:6:32: projects[ATLAS].cards[a].created: the instant 2026-13-03T10:00:00Z does not exist; allowed is an instant in UTC such as 2026-11-12T08:00:00Z",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, created: now}\n",
        [
            "F:6:32: projects[ATLAS].cards[a].created: 'now' is not an instant; allowed is an instant in UTC such as 2026-11-12T08:00:00Z",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, created: 0001-01-01T00:00:00+10:00}\n",
        [
            "F:6:32: projects[ATLAS].cards[a].created: the instant 0001-01-01T00:00:00+10:00 does not exist; allowed is an instant in UTC such as 2026-11-12T08:00:00Z",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, priority: hgh}\n",
        [
            "F:6:33: projects[ATLAS].cards[a].priority: 'hgh' is not known; allowed is one of normal, low, high, urgent; did you mean 'high'?",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, assigneees: [x]}\n",
        [
            "F:6:23: projects[ATLAS].cards[a]: unknown key 'assigneees'; allowed are id, number, title, column, created, type, priority, service_class, estimate, assignees, labels, due, milestone, parent, depends_on, relates, blocked, blocks, description, checklist, comments, history, archived; did you mean 'assignees'?",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, assignees: anna}\n",
        [
            "F:6:34: projects[ATLAS].cards[a].assignees: expected a list, found 'anna'; write [a, b], or one item a line after '- '",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, assignees: [anna]}\n",
        [
            "F:6:35: projects[ATLAS].cards[a].assignees[#1]: there is no person 'anna'; none is defined",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, assignees: [[a]]}\n",
        [
            "F:6:35: projects[ATLAS].cards[a].assignees[#1]: expected text, found a list",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, column: Doign}\n",
        [
            "F:6:31: projects[ATLAS].cards[a].column: there is no column 'Doign'; allowed: Backlog, Ready, Doing, Review, Done; did you mean 'Doing'?",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, milestone: X}\n",
        [
            "F:6:34: projects[ATLAS].cards[a].milestone: there is no milestone 'X'; none is defined",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, parent: b}\n",
        [
            "F:6:31: projects[ATLAS].cards[a].parent: there is no card 'b' in ATLAS; allowed: a",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, parent: a}\n",
        [
            "F:6:31: projects[ATLAS].cards[a].parent: the card refers to itself; name another card",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, depends_on: [BORA/x, ATLAS/y, Atlas/a]}\n",
        [
            "F:6:36: projects[ATLAS].cards[a].depends_on[#1]: there is no project 'BORA'; allowed: ATLAS",
            "F:6:44: projects[ATLAS].cards[a].depends_on[#2]: there is no card 'y' in ATLAS; allowed: a",
            "F:6:53: projects[ATLAS].cards[a].depends_on[#3]: there is no project 'Atlas'; allowed: ATLAS; did you mean 'ATLAS'?",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, estimate: 1e3}\n",
        [
            "F:6:33: projects[ATLAS].cards[a].estimate: '1e3' is a number to some readers and text to others; write it out: 1000; allowed is a number from 0 to 1,000,000, such as 2 or 0.5",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards:\n  - {id: a, title: T, estimate: -1}\n",
        [
            "F:6:33: projects[ATLAS].cards[a].estimate: '-1' is out of range; allowed is a number from 0 to 1,000,000, such as 2 or 0.5",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards: [{id: a/b, title: T}]\n",
        [
            "F:5:16: projects[ATLAS].cards[a/b].id: 'a/b' holds a '/'; allowed is any text without one: '/' stands between project and card",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards: [{id: a}]\n",
        [
            "F:5:11: projects[ATLAS].cards[a]: the key 'title' is missing; what is new needs one",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards: [{id: a, title: T, title: U}]\n",
        [
            "F:5:29: projects[#1].cards[#1]: the key 'title' is already on line 5; a key stands once",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards: [{id: a, title: T}, {id: a, title: U}]\n",
        [
            "F:5:35: projects[ATLAS].cards[a].id: the card 'a' is already at F:5:11; it stands once",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards: [{id: a, title: T, parent: b}, {id: b, title: U, parent: c}, {id: c, title: V, parent: a}]\n",
        [
            "F:5:97: projects[ATLAS].cards[c].parent: a circle of cards: ATLAS/c -> ATLAS/a -> ATLAS/b -> ATLAS/c; take one of these references out",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards: [{id: a, title: T, depends_on: [BORA/b]}]\n- {key: BORA, name: B, cards: [{id: b, title: U, depends_on: [ATLAS/a]}]}\n",
        [
            "F:6:63: projects[BORA].cards[b].depends_on[#1]: a circle of cards: BORA/b -> ATLAS/a -> BORA/b; take one of these references out",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards: [{title: T, column: Done, history: [{column: Backlog, at: 2026-01-01T00:00:00Z}, {column: Doing, at: 2026-01-02T00:00:00Z}]}]\n",
        [
            "F:5:100: projects[ATLAS].cards[T].history[#2].column: the history ends in 'Doing', the column is 'Done'; they must be the same",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards: [{title: T, history: [{column: Nowhere, at: 2026-01-01T00:00:00Z}]}]\n",
        [
            "F:5:41: projects[ATLAS].cards[T].history[#1].column: there is no column 'Nowhere'; allowed: Backlog, Ready, Doing, Review, Done",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards: [{title: T, blocks: [{from: 2026-01-02T00:00:00Z, to: 2026-01-01T00:00:00Z}]}]\n",
        [
            "F:5:64: projects[ATLAS].cards[T].blocks[#1].to: to is before from (2026-01-02T00:00:00Z); allowed is the same or later",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  cards: [{title: T, checklist: [{text: a, done: yes}, {done: 1}, [x]]}]\n",
        [
            "F:5:50: projects[ATLAS].cards[T].checklist[#1].done: 'yes' means different things to different readers; allowed is true or false; write true",
            "F:5:56: projects[ATLAS].cards[T].checklist[#2]: the key 'text' is missing",
            "F:5:63: projects[ATLAS].cards[T].checklist[#2].done: '1' is not true or false; allowed is true or false",
            "F:5:67: projects[ATLAS].cards[T].checklist[#3]: expected a mapping, found a list; write {text: ...}",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  columns: [{name: A}, {name: B, kind: active}]\n",
        [
            "F:5:12: projects[ATLAS].columns: no column of the kind done; a board has at least one: add kind: done to its last column",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  columns: [{name: A, kind: done}, {name: A}]\n",
        [
            "F:5:43: projects[ATLAS].columns[A].name: the column 'A' is already at F:5:13; it stands once",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  columns: [{name: A, kind: doing}]\n",
        [
            "F:5:29: projects[ATLAS].columns[A].kind: 'doing' is not known; allowed is one of queue, active, waiting, done, dropped",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  columns: [{name: A, kind: done, limit: 0, limit_kind: on}]\n",
        [
            "F:5:42: projects[ATLAS].columns[A].limit: '0' is out of range; allowed is a whole number from 1 to 100,000",
            "F:5:57: projects[ATLAS].columns[A].limit_kind: 'on' is not known; allowed is one of soft, hard",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  costs: [{date: 2026-01-01, amount: 1.005}]\n",
        [
            "F:5:38: projects[ATLAS].costs[#1].amount: '1.005' has 3 decimals; EUR has at most 2 decimals",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  costs: [{date: 2026-01-01, amount: 1}]\n  budget: {currency: JPY, amount: 1.5}\n",
        [
            "F:6:35: projects[ATLAS].budget.amount: '1.5' has 1 decimals; JPY has no decimals",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  budget: {currency: EURO, amount: 1.5}\n",
        [
            "F:5:22: projects[ATLAS].budget.currency: 'EURO' is not a currency; allowed is the code of a currency (ISO 4217) such as EUR",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  budget: {currency: XXQ, amount: 1.5}\n",
        [
            "F:5:22: projects[ATLAS].budget.currency: unknown currency 'XXQ'; use an ISO 4217 code such as EUR",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  budget: 1500\n",
        [
            "F:5:11: projects[ATLAS].budget: expected a mapping, found '1500'; write {amount: ..., currency: ...}",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  budget: {amount: -5, lines: [{category: a}]}\n",
        [
            "F:5:20: projects[ATLAS].budget.amount: the amount -5 is below 0; only costs may be (refunds)",
            "F:5:32: projects[ATLAS].budget.lines[#1]: the key 'amount' is missing",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  budget: {amount: 1e6}\n",
        [
            "F:5:20: projects[ATLAS].budget.amount: '1e6' is a number to some readers and text to others; write it out: 1000000; allowed is an amount such as 1500000 or 99.50",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  budget: {amount: 1000000000000000}\n",
        [
            "F:5:20: projects[ATLAS].budget.amount: '1000000000000000' is out of range; allowed are amounts under 1,000,000,000,000,000",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  satisfaction: [{date: 2026-01-01}, {date: 2026-01-01, csat: 6}, {date: 2026-01-01, csat: 1, nps: 0}]\n",
        [
            "F:5:18: projects[ATLAS].satisfaction[#1]: neither csat nor nps; allowed is exactly one: csat (1 to 5) or nps (0 to 10)",
            "F:5:63: projects[ATLAS].satisfaction[#2].csat: '6' is out of range; allowed is a whole number from 1 to 5",
            "F:5:100: projects[ATLAS].satisfaction[#3].nps: csat and nps both; allowed is exactly one: csat (1 to 5) or nps (0 to 10)",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  risks: [{title: R, probability: 6, impact: 2.5, residual: {probability: 0}, owner: bob}]\n",
        [
            "F:5:35: projects[ATLAS].risks[R].probability: '6' is out of range; allowed is a whole number from 1 to 5",
            "F:5:46: projects[ATLAS].risks[R].impact: '2.5' is not a whole number; allowed is a whole number from 1 to 5",
            "F:5:75: projects[ATLAS].risks[R].residual.probability: '0' is out of range; allowed is a whole number from 1 to 5",
            "F:5:86: projects[ATLAS].risks[R].owner: there is no person 'bob'; none is defined",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  allocations: [{person: x, percent: 60%, from: 2026-02-01, to: 2026-01-01}]\n",
        [
            "F:5:26: projects[ATLAS].allocations[#1].person: there is no person 'x'; none is defined",
            "F:5:38: projects[ATLAS].allocations[#1].percent: '60%' has a percent sign; write 60; allowed is a percentage from 0 to 100, without the sign",
            "F:5:65: projects[ATLAS].allocations[#1].to: to is before from (2026-02-01); allowed is the same or later",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  allocations: [{person: x, percent: 120, from: 2026-02-01, to: 2026-01-01}]\n",
        [
            "F:5:26: projects[ATLAS].allocations[#1].person: there is no person 'x'; none is defined",
            "F:5:38: projects[ATLAS].allocations[#1].percent: '120' is out of range; allowed is a percentage from 0 to 100, without the sign",
            "F:5:65: projects[ATLAS].allocations[#1].to: to is before from (2026-02-01); allowed is the same or later",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  thresholds: {schedul: {green: 0.9}}\n",
        [
            "F:5:15: projects[ATLAS].thresholds: unknown dimension 'schedul'; use one of schedule, cost, flow, risk, people, client",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  thresholds: {schedule: {green: on}}\n",
        [
            "F:5:15: projects[ATLAS].thresholds: 'on' is a word for yes or no, not a number; allowed is a number such as 0.9",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  thresholds: {schedule: {green: 2, grene: 1}}\n",
        [
            "F:5:15: projects[ATLAS].thresholds.schedule: unknown limit 'grene'; use one of green, amber, slip_green, slip_amber, spi_green, spi_amber",
            "F:5:15: projects[ATLAS].thresholds.schedule.green: 2.0 is no share; use a number from 0 to 1 such as 0.85",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  thresholds: [x]\n",
        [
            "F:5:15: projects[ATLAS].thresholds: expected a mapping, found a list; allowed are rules by dimension such as {schedule: {green: 0.9}}",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  goals: [G1, {goal: G2, weight: x}]\n  client: acme\n  program: core\n  manager: m\n  start: 2026-02-01\n  target: 2026-01-01\n",
        [
            "F:5:11: projects[ATLAS].goals[#1].goal: there is no goal 'G1'; none is defined",
            "F:5:22: projects[ATLAS].goals[#2].goal: there is no goal 'G2'; none is defined",
            "F:5:34: projects[ATLAS].goals[#2].weight: 'x' is not a number; allowed is a number from 0 to 1,000,000, such as 2 or 0.5",
            "F:6:11: projects[ATLAS].client: there is no client 'acme'; none is defined",
            "F:7:12: projects[ATLAS].program: there is no program 'core'; none is defined",
            "F:8:12: projects[ATLAS].manager: there is no person 'm'; none is defined",
            "F:10:11: projects[ATLAS].target: target is before start (2026-02-01); allowed is the same or later",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  milestones: [{name: m, commitment: on, done: 12:30, due: 2026-01-01}]\n",
        [
            "F:5:38: projects[ATLAS].milestones[m].commitment: 'on' means different things to different readers; allowed is true or false; write true",
            "F:5:48: projects[ATLAS].milestones[m].done: '12:30' is a time of day, not a date; allowed is a date such as 2026-09-01",
        ],
    ),
    (
        "pmboard: 1\nprojects: [{key: atlas, name: A}]\n",
        [
            "F:2:18: projects[atlas].key: 'atlas' is not a key; allowed are 1 to 10 characters: a capital letter, then capital letters and digits",
        ],
    ),
    (
        "pmboard: 1\nprojects: [{key: ATLAS, name: A}, {key: ATLAS, name: B}]\n",
        [
            "F:2:41: projects[ATLAS].key: the project 'ATLAS' is already at F:2:12; it stands once",
        ],
    ),
    (
        "pmboard: 1\nprojects: [{name: A}]\n",
        [
            "F:2:12: projects[A]: the key 'key' is missing",
        ],
    ),
    (
        "pmboard: 1\nsettings: {time_zone: Europe/Madird}\n",
        [
            "F:2:23: settings.time_zone: 'Europe/Madird' is not a time zone; allowed is a name of the tz database such as Europe/Madrid or UTC; did you mean 'Europe/Madrid'?",
        ],
    ),
    (
        "pmboard: 1\nsettings: {time_zon: UTC}\n",
        [
            "F:2:12: settings: unknown key 'time_zon'; allowed are time_zone, values; did you mean 'time_zone'?",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  name: B\n",
        [
            "F:5:3: projects[#1]: the key 'name' is already on line 4; a key stands once",
        ],
    ),
    (
        'pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  description: |\n    ok\n    tabs\tfine\n  manager: "a\\nb"\n',
        [
            "F:8:12: projects[ATLAS].manager: the text has a line break or a tab; allowed is one line",
        ],
    ),
    (
        "pmboard: 1\n\tpeople: []\n",
        [
            "F:2:1: is not YAML: a tab in the indentation; YAML is indented with spaces",
        ],
    ),
    (
        "pmboard: 1\npeople: !!seq []\n",
        [
            "F:2:9: people: the tag !!seq; tags are not allowed, the format knows every type",
        ],
    ),
    (
        "pmboard: 1\n<<: {a: b}\n",
        [
            "F:2:1: the merge key <<; merging is not allowed, write the keys out",
        ],
    ),
    (
        'pmboard: 1\npeople: [{key: a, name: "x\\u202e"}]\n',
        [
            "F:2:25: people[#1].name: the escape of U+202E RIGHT-TO-LEFT OVERRIDE in the text; the character is not allowed, remove it",
        ],
    ),
    (
        "pmboard: 1\npeople: [{key: a, name: x\u202ey}]\n",
        [
            "F:2:26: the character U+202E RIGHT-TO-LEFT OVERRIDE is not allowed in text; remove it",
        ],
    ),
    (
        "pmboard: 1\r\npeople: [{key: a, name: x\x1b[31m}]\r\n",
        [
            "F:2:26: the character U+001B ESCAPE is not allowed in text; remove it",
            "F:2:27: is not YAML: a '{' that is not closed, or a ',' missing in the mapping",
        ],
    ),
    (
        "pmboard: 1\nprojects:\n- key: ATLAS\n  name: A\n  client: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n",
        [
            "F:5:11: projects[ATLAS].client: the text has 1,001 characters; allowed are 1,000",
        ],
    ),
    (
        "- a\n",
        [
            "F:1:1: the file is a list; it begins with pmboard: 1 and holds lists such as projects:",
        ],
    ),
    (
        "hello\n",
        [
            "F:1:1: the file is text; it begins with pmboard: 1 and holds lists such as projects:",
        ],
    ),
    (
        "# only\n",
        [
            "F:1:1: the file is empty; it begins with pmboard: 1",
        ],
    ),
    (
        "---\n...\n",
        [
            "F:2:1: the file is empty; it begins with pmboard: 1",
        ],
    ),
    (
        "pmboard: 1\n---\na: 1\n",
        [
            "F:2:1: a second document; a file holds one: split it, or remove '---'",
        ],
    ),
    (
        "pmboard: 1\npeople: *a\n",
        [
            "F:2:9: the alias *a has no anchor before it",
        ],
    ),
    (
        "pmboard: 1\npeople: @a\n",
        [
            "F:2:9: text that begins with '@'; put it in quotes",
        ],
    ),
    (
        'pmboard: 1\npeople: "a\n',
        [
            "F:3:1: is not YAML: the file ends in the middle: a quote or a bracket is not closed",
        ],
    ),
    (
        "pmboard: 1\npeople: [a\n",
        [
            "F:3:1: is not YAML: a '[' that is not closed, or a ',' missing in the list",
        ],
    ),
    (
        "pmboard: 1\npeople: a: b\n",
        [
            "F:2:10: is not YAML: a ': ' where no key can be; put text that holds ': ' in quotes",
        ],
    ),
    (
        "pmboard: 1\n  people: []\n",
        [
            "F:2:9: is not YAML: a ': ' where no key can be; put text that holds ': ' in quotes",
        ],
    ),
    (
        "pmboard: 1\npeople\n",
        [
            "F:3:1: is not YAML: a line without a ':' after its key, or indented wrongly",
        ],
    ),
    (
        'pmboard: 1\npeople: [{key: a, name: "\\ud800"}]\n',
        [
            "F:2:28: is not YAML: an escape that is no character",
        ],
    ),
    (
        'pmboard: 1\npeople: [{key: a, name: "\\q"}]\n',
        [
            "F:2:26: is not YAML: an unknown escape in a text in double quotes; use single quotes, or write \\\\",
        ],
    ),
    (
        "pmboard: 1\n%x\n",
        [
            "F:2:3: is not YAML: found unknown directive name",
        ],
    ),
    (
        "%YAML 9.9\n---\n",
        [
            "F:1:1: is not YAML: found incompatible YAML document",
        ],
    ),
    (
        "pmboard: 1\n? x\n",
        [
            "F:2:3: unknown key 'x'; allowed are pmboard, settings, people, clients, goals, programs, projects, views, snapshots",
        ],
    ),
    (
        "pmboard: 1\n~: 1\n",
        [
            "F:2:1: unknown key '~'; allowed are pmboard, settings, people, clients, goals, programs, projects, views, snapshots",
        ],
    ),
    (
        "pmboard: 1\n: 1\n",
        [
            "F:2:1: is not YAML: a line that is not a key with a ':', or is indented wrongly",
        ],
    ),
    (
        "pmboard: 1\npeople: [{key: ñandú, name: 日本 語, capcity: 3}]\n",
        [
            "F:2:16: people[ñandú].key: 'ñandú' is not a key; allowed are 1 to 60 characters: letters without accents, digits, '.', '_' and '-'",
            "F:2:35: people[ñandú]: unknown key 'capcity'; allowed are key, name, email, capacity, absences, archived; did you mean 'capacity'?",
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_message(text: str, expected: list[str]) -> None:
    with pytest.raises(DefinitionErrors) as caught:
        read_text(text, "F")
    assert [str(problem) for problem in caught.value.problems] == expected
