-- What managers set out to do about a report's figures, and what became of it. New tables only: nothing is locked.
CREATE TABLE "report_action" (
  "ref" TEXT NOT NULL,
  "week" TEXT NOT NULL,
  "what" TEXT NOT NULL,
  "owner_ref" TEXT NOT NULL,
  "by_on" DATE NOT NULL,
  "figure" TEXT,
  "set_by" TEXT NOT NULL,
  "set_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "report_action_pk" PRIMARY KEY ("ref"),
  CONSTRAINT "report_action_week_fk" FOREIGN KEY ("week") REFERENCES "backlog_report"("week") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "report_action_owner_fk" FOREIGN KEY ("owner_ref") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "report_action_setter_fk" FOREIGN KEY ("set_by") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "report_action_of_week" ON "report_action"("week");

-- What was said of one, one row each time: never changed.
CREATE TABLE "report_action_mark" (
  "action_ref" TEXT NOT NULL,
  "number" INTEGER NOT NULL,
  "outcome" TEXT NOT NULL,
  "by_on" DATE,
  "words" TEXT,
  "said_by" TEXT NOT NULL,
  "said_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "report_action_mark_pk" PRIMARY KEY ("action_ref", "number"),
  CONSTRAINT "report_action_mark_outcome" CHECK ("outcome" IN ('kept', 'carried-over', 'dropped')),
  CONSTRAINT "report_action_mark_day" CHECK (("outcome" = 'carried-over') = ("by_on" IS NOT NULL)),
  CONSTRAINT "report_action_mark_action_fk" FOREIGN KEY ("action_ref") REFERENCES "report_action"("ref") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "report_action_mark_sayer_fk" FOREIGN KEY ("said_by") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);
