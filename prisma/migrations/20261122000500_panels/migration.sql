-- Decision panels: who met, what was put to them, what each voted and what was decided. Locks nothing: new tables.

CREATE TABLE "panel" (
    "ref" TEXT NOT NULL,
    "team_ref" TEXT NOT NULL,
    "meets_on" DATE NOT NULL,
    "name" TEXT NOT NULL,
    "made_by" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "panel_pk" PRIMARY KEY ("ref")
);
CREATE INDEX "panel_of_team" ON "panel"("team_ref", "meets_on");
ALTER TABLE "panel" ADD CONSTRAINT "panel_team_fk" FOREIGN KEY ("team_ref") REFERENCES "team"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One question about one record. Its number is unique on the day, whatever the panel: facts name it as panel:<day>/<number>.
CREATE TABLE "panel_item" (
    "panel_ref" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "meets_on" DATE NOT NULL,
    "record_ref" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "put_by" TEXT NOT NULL,
    "put_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "reason" TEXT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "panel_item_pk" PRIMARY KEY ("panel_ref", "number"),
    CONSTRAINT "panel_item_number_counts" CHECK ("number" BETWEEN 1 AND 999),
    CONSTRAINT "panel_item_question_known" CHECK ("question" IN ('assess', 'issue', 'cease')),
    CONSTRAINT "panel_item_decision_known" CHECK ("decision" IN ('yes', 'no', 'deferred')),
    CONSTRAINT "panel_item_decided_whole" CHECK (("decision" IS NULL) = ("decided_at" IS NULL) AND ("decision" IS NULL) = ("decided_by" IS NULL) AND ("decision" IS NULL) = ("reason" IS NULL))
);
CREATE UNIQUE INDEX "panel_item_number_once" ON "panel_item"("meets_on", "number");
CREATE UNIQUE INDEX "panel_item_question_once" ON "panel_item"("panel_ref", "record_ref", "question");
CREATE INDEX "panel_item_of_record" ON "panel_item"("record_ref");
ALTER TABLE "panel_item" ADD CONSTRAINT "panel_item_panel_fk" FOREIGN KEY ("panel_ref") REFERENCES "panel"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "panel_item" ADD CONSTRAINT "panel_item_record_fk" FOREIGN KEY ("record_ref") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "panel_item" ADD CONSTRAINT "panel_item_reason_fk" FOREIGN KEY ("reason") REFERENCES "note"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "panel_vote" (
    "panel_ref" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "staff_ref" TEXT NOT NULL,
    "vote" TEXT NOT NULL,

    CONSTRAINT "panel_vote_pk" PRIMARY KEY ("panel_ref", "number", "staff_ref"),
    CONSTRAINT "panel_vote_known" CHECK ("vote" IN ('for', 'against', 'abstained'))
);
ALTER TABLE "panel_vote" ADD CONSTRAINT "panel_vote_item_fk" FOREIGN KEY ("panel_ref", "number") REFERENCES "panel_item"("panel_ref", "number") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "panel_vote" ADD CONSTRAINT "panel_vote_staff_fk" FOREIGN KEY ("staff_ref") REFERENCES "staff"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;
