-- Why a measure of a report is red, as the accountable manager wrote it for the board: every version is kept, and the database refuses to
-- change or remove one. The report itself stays as it was frozen. New tables only: nothing in use is locked.
CREATE TABLE "red_explanation" (
  "week" TEXT NOT NULL,
  "figure" TEXT NOT NULL,
  "number" INTEGER NOT NULL,
  "cause" TEXT NOT NULL,
  "words" TEXT NOT NULL,
  "action_ref" TEXT,
  "written_by" TEXT NOT NULL,
  "written_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "red_explanation_pk" PRIMARY KEY ("week", "figure", "number"),
  CONSTRAINT "red_explanation_figure" CHECK ("figure" ~ '^[a-z-]+/[a-z0-9-]+$'),
  CONSTRAINT "red_explanation_words" CHECK (length(btrim("words")) BETWEEN 1 AND 1000),
  CONSTRAINT "red_explanation_week_fk" FOREIGN KEY ("week") REFERENCES "backlog_report"("week") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "red_explanation_action_fk" FOREIGN KEY ("action_ref") REFERENCES "report_action"("ref") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "red_explanation_writer_fk" FOREIGN KEY ("written_by") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);

CREATE FUNCTION red_explanation_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was written for the board is never changed or removed: write another version' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "red_explanation_kept" BEFORE UPDATE OR DELETE OR TRUNCATE ON "red_explanation"
  FOR EACH STATEMENT EXECUTE FUNCTION red_explanation_is_kept();

-- A fault whose cohort is watched: who else it hit, counted when it was first asked and again on the day of every report. Closed once, with a reason.
CREATE TABLE "cohort_control" (
  "ref" TEXT NOT NULL,
  "what" TEXT NOT NULL,
  "duty" TEXT NOT NULL,
  "cause" TEXT,
  "role" TEXT,
  "setting_ref" TEXT,
  "from_on" DATE NOT NULL,
  "to_on" DATE,
  "found" INTEGER NOT NULL,
  "opened_by" TEXT NOT NULL,
  "opened_at" TIMESTAMPTZ(3) NOT NULL,
  "closed_by" TEXT,
  "closed_at" TIMESTAMPTZ(3),
  "closed_because" TEXT,
  CONSTRAINT "cohort_control_pk" PRIMARY KEY ("ref"),
  CONSTRAINT "cohort_control_span" CHECK ("to_on" IS NULL OR "to_on" >= "from_on"),
  CONSTRAINT "cohort_control_closed" CHECK (("closed_by" IS NULL) = ("closed_at" IS NULL) AND ("closed_by" IS NULL) = ("closed_because" IS NULL)),
  CONSTRAINT "cohort_control_setting_fk" FOREIGN KEY ("setting_ref") REFERENCES "setting"("ref") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "cohort_control_opener_fk" FOREIGN KEY ("opened_by") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT "cohort_control_closer_fk" FOREIGN KEY ("closed_by") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE
);
