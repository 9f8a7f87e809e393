-- Termly lists of plans due for review, each as it was sent, and reports of reviews that the council holds itself. The new tables are
-- empty; taking a foreign key away locks the two tables of reports for a moment.

-- One list to one reader. What it held is kept beside it: a later one holds the additions only. Its message carries the way to it.
CREATE TABLE "review_list" (
    "ref" TEXT NOT NULL,
    "term" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "audience" TEXT NOT NULL,
    "to_ref" TEXT NOT NULL,
    "to_name" TEXT NOT NULL,
    "message_ref" TEXT NOT NULL,
    "made_by" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_list_pk" PRIMARY KEY ("ref"),
    CONSTRAINT "review_list_audience_known" CHECK ("audience" IN ('setting', 'icb', 'social-care')),
    CONSTRAINT "review_list_message_fk" FOREIGN KEY ("message_ref") REFERENCES "message"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "review_list_of_term" ON "review_list"("term", "audience", "to_ref");
CREATE INDEX "review_list_of_reader" ON "review_list"("to_ref");
CREATE UNIQUE INDEX "review_list_message_once" ON "review_list"("message_ref");

-- Who was on it, in the words it went with. Personal data. Nobody is twice on one reader's lists of a term.
CREATE TABLE "review_list_entry" (
    "list_ref" TEXT NOT NULL,
    "record_ref" TEXT NOT NULL,
    "term" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "to_ref" TEXT NOT NULL,
    "child_name" TEXT NOT NULL,
    "born_on" DATE NOT NULL,
    "setting_name" TEXT,
    "caseworker" TEXT,
    "review_by" DATE NOT NULL,
    "noted" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "review_list_entry_pk" PRIMARY KEY ("list_ref", "record_ref"),
    CONSTRAINT "review_list_entry_list_fk" FOREIGN KEY ("list_ref") REFERENCES "review_list"("ref") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "review_list_entry_record_fk" FOREIGN KEY ("record_ref") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "review_list_entry_once" ON "review_list_entry"("term", "audience", "to_ref", "record_ref");
CREATE INDEX "review_list_entry_of_record" ON "review_list_entry"("record_ref");

-- Who writes a report is a setting, or the council itself (`council`) where the child attends none: no longer always a setting's reference.
ALTER TABLE "review_report" DROP CONSTRAINT "review_report_setting_fk";
ALTER TABLE "review_report_sent" DROP CONSTRAINT "review_report_sent_setting_fk";
ALTER TABLE "review_report" RENAME COLUMN "setting_ref" TO "writer_ref";
ALTER TABLE "review_report_sent" RENAME COLUMN "setting_ref" TO "writer_ref";
