"""The page of one project: plan, money, people, risks, client, statements, history, readable and editable."""
