-- How it was: who was asked after a plan, what they answered, which themes their own words were given, and what was done about a theme.
-- New tables; a column of access_link without a default, and an index of the journal: writers of that wait some seconds a million entries.
-- The previous release goes on unhindered: it makes no link that leads to questions.
CREATE TABLE "feedback_request" (
  "ref" TEXT NOT NULL,
  "record_ref" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "party" TEXT NOT NULL,
  "setting_ref" TEXT,
  "plan" TEXT NOT NULL,
  "sent_on" DATE NOT NULL,
  -- As they were on the day of asking, so that what was counted stays counted where it was.
  "team_ref" TEXT NOT NULL,
  "need" TEXT,
  "at_setting_ref" TEXT,
  "asked_on" DATE NOT NULL,
  "asked_at" TIMESTAMPTZ(3) NOT NULL,
  "ask_notice" BIGINT,
  "reminded_on" DATE,
  "remind_notice" BIGINT,
  CONSTRAINT "feedback_request_pk" PRIMARY KEY ("ref"),
  CONSTRAINT "feedback_request_party_known" CHECK ("party" IN ('family', 'setting')),
  CONSTRAINT "feedback_request_setting_named" CHECK (("party" = 'setting') = ("setting_ref" IS NOT NULL)),
  CONSTRAINT "feedback_request_record_fk" FOREIGN KEY ("record_ref") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "feedback_request_team_fk" FOREIGN KEY ("team_ref") REFERENCES "team"("ref") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "feedback_request_setting_fk" FOREIGN KEY ("setting_ref") REFERENCES "setting"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);
-- Asked once, whoever asks twice.
CREATE UNIQUE INDEX "feedback_request_once" ON "feedback_request"("record_ref", "position", "party");
CREATE INDEX "feedback_request_by_day" ON "feedback_request"("asked_on");

CREATE TABLE "feedback_answer" (
  "ref" TEXT NOT NULL,
  "request_ref" TEXT NOT NULL,
  "by_kind" TEXT NOT NULL,
  "by_ref" TEXT NOT NULL,
  "marks" JSONB NOT NULL,
  "went_well" TEXT NOT NULL,
  "better" TEXT NOT NULL,
  -- Null: they answered themselves. Else who of the staff wrote it down on the telephone.
  "taken_by" TEXT,
  "answered_on" DATE NOT NULL,
  "answered_at" TIMESTAMPTZ(3) NOT NULL,
  "tagged" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "feedback_answer_pk" PRIMARY KEY ("ref"),
  CONSTRAINT "feedback_answer_by_known" CHECK ("by_kind" IN ('person', 'child', 'setting')),
  CONSTRAINT "feedback_answer_request_fk" FOREIGN KEY ("request_ref") REFERENCES "feedback_request"("ref") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "feedback_answer_taker_fk" FOREIGN KEY ("taken_by") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);
-- Each answers once.
CREATE UNIQUE INDEX "feedback_answer_once" ON "feedback_answer"("request_ref", "by_ref");

-- The council's list, as whole versions: added to, never changed.
CREATE TABLE "feedback_theme_list" (
  "number" INTEGER NOT NULL,
  "themes" JSONB NOT NULL,
  "made_by" TEXT NOT NULL,
  "made_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "feedback_theme_list_pk" PRIMARY KEY ("number"),
  CONSTRAINT "feedback_theme_list_maker_fk" FOREIGN KEY ("made_by") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);

CREATE TABLE "feedback_tag" (
  "answer_ref" TEXT NOT NULL,
  "theme" TEXT NOT NULL,
  "tagged_by" TEXT NOT NULL,
  "tagged_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "feedback_tag_pk" PRIMARY KEY ("answer_ref", "theme"),
  CONSTRAINT "feedback_tag_answer_fk" FOREIGN KEY ("answer_ref") REFERENCES "feedback_answer"("ref") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "feedback_tag_tagger_fk" FOREIGN KEY ("tagged_by") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- You said, we did.
CREATE TABLE "feedback_done" (
  "ref" TEXT NOT NULL,
  "theme" TEXT NOT NULL,
  "what" TEXT NOT NULL,
  "done_on" DATE NOT NULL,
  "written_by" TEXT NOT NULL,
  "written_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "feedback_done_pk" PRIMARY KEY ("ref"),
  CONSTRAINT "feedback_done_writer_fk" FOREIGN KEY ("written_by") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "feedback_done_of_theme" ON "feedback_done"("theme", "done_on");

-- Where a link leads, if not where its holder's others do.
ALTER TABLE "access_link" ADD COLUMN "leads_to" TEXT, ADD CONSTRAINT "access_link_leads_known" CHECK ("leads_to" IN ('feedback'));

-- Plans by the day they were sent: looked through each morning.
CREATE INDEX "journal_entry_plan_sent" ON "journal_entry"("happened_on") WHERE "kind" = 'fact' AND "type" IN ('final-plan-issued', 'amended-plan-issued', 'reassessed-plan-issued');
