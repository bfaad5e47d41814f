"""What help tells of the pages, and of what can be pressed and chosen on them and in their dialogues."""

from gui.told import Told

PAGES = (
    Told(
        "Chair",
        "The page Chair",
        "What happened stands on the left, what to bill on the right. All is worked out as you type.\n"
        "Press F1 on a claim line, a finding or a step to be told why it is so.",
    ),
    Told("Claim", "The page Claim", "The same lines as each claim form wants them, and what to check before sending."),
    Told("Journal", "The page Journal", "Every finished note, encrypted. Find, amend, void, print again and back up."),
    Told("Report", "The page Report", "What the notes of a period add up to, and what other sizes would have saved."),
    Told(
        "Audit", "The page Audit", "Drop a CSV of past claims: what was billed is compared with what should have been."
    ),
    Told("Lists", "The page Lists", "Products, payers and figures: add, correct, or import CMS's files.", ("D3",)),
)
"""The pages, by their names."""

CONTROLS = (
    Told(
        "chair.new",
        "Chair: New",
        "Begins the next patient with an empty form. An encounter without a note is asked about first.\n"
        "Ctrl+Shift+N takes the last New back.",
    ),
    Told("chair.note", "Chair: Show note", "The note as it prints, beside the form. Ctrl+E shows and hides it."),
    Told(
        "chair.chart",
        "Chair: Copy chart text",
        "Copies a paragraph for the chart. It leaves the clipboard after a while.",
    ),
    Told(
        "chair.slip",
        "Chair: Print slip",
        "A half page or label to stick into the chart. The whole note stays the record.",
    ),
    Told(
        "chair.print",
        "Chair: Print",
        "The note goes into the journal first, then to the printer. It says DRAFT until the discard is confirmed.",
        ("R17",),
    ),
    Told(
        "chair.save",
        "Chair: Save note",
        "The note goes into the journal first, then into a file: PDF, text, or for the EHR.\n"
        "A change afterwards asks for a reason, and amends it.",
    ),
    Told(
        "claim.forms",
        "Claim: Copy a claim form",
        "F6 to F9 copy the lines as that form wants them. Folded away is what the place does not bill on.\n"
        "Where it says CHARGE, put your clinic's charge.",
        ("F1", "F3"),
    ),
    Told(
        "claim.giving",
        "Claim: Giving the drug",
        "What the injection or infusion could be billed as. It is on no form.",
        ("M7",),
    ),
    Told(
        "claim.check",
        "Claim: The claim check",
        "What is missing or wrong, what to look at, and what passed. F5 copies it.",
    ),
    Told(
        "journal.search",
        "Journal: Find a note",
        "Type how a name, a record number or a note's number begins. Enter goes to the table, Esc empties all fields.\n"
        "From and To are dates of service, both included.",
        words="look search",
    ),
    Told(
        "journal.state",
        "Journal: State",
        "Not confirmed: nobody confirmed the discard. No witness: your clinic wants one, and none is named.\n"
        "Not billable: no claim lines. Amended and void: the note does not hold any more.\n"
        "Due: its claim is to be sent, corrected, appealed or taken back.",
    ),
    Told(
        "journal.due",
        "Journal: Due",
        "Claims to send, correct, appeal or take back; what ends first comes first.\n"
        'Days count from the payer\'s windows on the page Lists. "Window not set" means that none is there.',
        ("P4",),
        "deadline timely filing",
    ),
    Told(
        "journal.mark",
        "Journal: Mark claim",
        "Say what became of the chosen note's claim: sent, paid, denied, appealed or closed, and on which day.\n"
        "The newest word counts. Nothing is sent anywhere: this is your own list.",
        ("P4",),
        "sent paid denied appeal",
    ),
    Told(
        "journal.grants",
        "Journal: Authorisations",
        "What payers granted, copied from their letters. Notes that name the number count it down.\n"
        "Withdraw one that was mistyped; it stays in the journal.",
        ("P2",),
    ),
    Told(
        "journal.check",
        "Journal: Check journal",
        "Reads every record and names each one that was changed, removed or put in.\n"
        "Write the last hash down elsewhere, and compare it at the next check.",
        words="verify tampered",
    ),
    Told(
        "journal.back_up",
        "Journal: Back up",
        "Writes an encrypted copy of the whole journal. The recovery key opens it on any computer.",
    ),
    Told(
        "journal.export",
        "Journal: Export",
        "Writes the notes in the table: CSV for a spreadsheet, JSON lines for another program.\n"
        "The file is not encrypted, and names patients.",
    ),
    Told(
        "journal.recovery",
        "Journal: Recovery key",
        "It alone opens the journal or a backup on another computer. Print it, and lock the sheet away.",
    ),
    Told("journal.open", "Journal: Open", "Shows the chosen note as it prints. Nothing is changed."),
    Told("journal.claim", "Journal: Claim", "Shows the chosen note's lines as each claim form wants them."),
    Told(
        "journal.reprint",
        "Journal: Reprint",
        "Prints the chosen note again, marked REPRINT. Number and content stay.\n"
        "A note that was amended or is void is not printed again.",
    ),
    Told(
        "journal.amend",
        "Journal: Amend",
        "Opens the chosen note at the chair. Correct it, then save or print it, and say why.\n"
        "The first note stays, and shows what amended it. If its claim was sent, it becomes due again.",
        words="mistake wrong",
    ),
    Told(
        "journal.void",
        "Journal: Void",
        "Takes the chosen note back, with the reason: wrong patient, filed twice, not given.\n"
        "It stays in the journal, marked as void. A void can't be taken back.",
        words="mistake wrong",
    ),
    Told(
        "journal.copy",
        "Journal: Copy as new",
        "Begins a new encounter like the chosen note. Date, names, lot, expiry and discard are left out.",
    ),
    Told(
        "journal.ehr",
        "Journal: For the EHR",
        "Saves the chosen note as a FHIR R4 file, which an EHR imports. The file is not encrypted.",
        words="fhir",
    ),
    Told(
        "report.period",
        "Report: Period",
        "Dates of service, both included. Choose Own dates to type them.",
        words="month",
    ),
    Told(
        "report.sizes",
        "Report: Container sizes to compare",
        "What these sizes would have discarded for the same doses. Empty means all sizes in the list.",
        ("R13",),
    ),
    Told(
        "report.prices",
        "Report: Load CMS price file",
        "CMS publishes the ASP pricing file each quarter, as CSV. Load one for each quarter of the period.\n"
        "Without it the report shows units, and no dollars.",
        words="asp limit",
    ),
    Told(
        "report.save",
        "Report: Save or print it",
        "PDF for people, CSV for a spreadsheet. No patient is named in either.",
    ),
    Told(
        "audit.open",
        "Audit: Open file",
        "A CSV of your billing program: one row for each claim line or encounter. It is only read.\n"
        "Save a workbook as CSV first.",
    ),
    Told(
        "audit.columns",
        "Audit: What each column means",
        'Choose the file\'s heading for each. What is not in the file stays at "Not in this file".\n'
        '"All rows" says the same for every row. It is asked once for each kind of file.',
        words="mapping heading",
    ),
    Told(
        "audit.rows",
        "Audit: One row of the file is",
        "A claim line, where a claim has a row for each code or modifier. Else a whole encounter.",
        words="mapping",
    ),
    Told(
        "audit.dates",
        "Audit: Dates are written",
        "Look at a date with a day over 12: 11/20/2026 is month first.",
        words="mapping",
    ),
    Told(
        "audit.dose_unit", "Audit: Doses are in", "The unit of all doses, or where the file says it.", words="mapping"
    ),
    Told(
        "audit.words",
        "Audit: What stands there means",
        "Say what your program's words for payers, places and routes mean. A row with another word is refused.",
        words="mapping",
    ),
    Told(
        "audit.save",
        "Audit: Save rows to correct",
        "Each claim that does not agree, with what is wrong and what it should be.\n"
        "Columns that mean nothing, such as the patient's name, are left out.",
    ),
    Told(
        "lists.products",
        "Lists: Products",
        "Add or correct a product from its label. Shipped entries are never changed; yours stands over them.",
        ("D3",),
    ),
    Told(
        "lists.type",
        "Lists: Confirm type",
        "Look at the label: single-dose or multi-dose? It decides whether the rest is discarded or kept.",
        ("R8",),
    ),
    Told(
        "lists.crosswalk",
        "Lists: Import CMS crosswalk",
        "CMS's file of NDCs and codes, new each quarter. You see what is added, changed or gone.\n"
        "Only what you tick is taken over.",
        ("N8",),
        "update",
    ),
    Told(
        "lists.payers",
        "Lists: Payers",
        "What each payer wants on a claim. Edit one after reading the payer's own text, or copy one for a new payer.",
        ("P1",),
    ),
    Told(
        "lists.figures",
        "Lists: Figures",
        "Medically unlikely edits change each quarter. Renew one by hand, or import CMS's MUE table.",
        ("M1",),
        "update",
    ),
    Told(
        "lists.recalls",
        "Lists: Recalled lots",
        "Type a lot from the recall letter. A container of it is questioned when it is scanned or typed.",
        ("S1",),
    ),
    Told(
        "lists.drop",
        "Lists: Remove, or use the shipped one",
        "Takes your clinic's own entry out. If one was shipped, that holds again. Ctrl+Z takes it back.",
    ),
    Told(
        "lists.payers.waste",
        "Payer: Discarded drug is billed",
        "Whether this payer takes a JW line, and of what.",
        ("P1", "R5"),
    ),
    Told("lists.payers.jz", "Payer: JZ", "Whether a line without waste needs JZ for this payer.", ("R6", "R10")),
    Told(
        "lists.payers.avoidable_waste_paid",
        "Payer: Waste that a smaller vial would have spared",
        "No: where a smaller container would have done, the rest is not billed.",
        ("R13",),
    ),
    Told(
        "lists.payers.line_per_ndc", "Payer: A line for each NDC", "Yes: each product has lines of its own.", ("R14",)
    ),
    Told(
        "lists.payers.route_modifier",
        "Payer: JA or JB on each line",
        "Whether the payer wants the route on each line.",
        ("M3",),
    ),
    Told("lists.payers.excluded_routes", "Payer: Not covered with", "Routes that this payer does not pay.", ("M3",)),
    Told(
        "lists.payers.filing_days",
        "Payer: Days to file a claim",
        "From your contract or the payer's manual. Empty if not known.",
        ("P4",),
    ),
    Told("lists.payers.appeal_days", "Payer: Days to appeal", "Counted from the denial. Empty if not known.", ("P4",)),
    Told(
        "lists.payers.grade",
        "Payer: How sure",
        "Primary only if you read the payer's own text. It stands beside each answer.",
    ),
)
"""What is told about controls of the other pages and their dialogues, by page or dialogue, and name."""
