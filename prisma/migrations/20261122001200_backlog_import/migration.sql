-- The backlog comes in: a file, its rows and what became of each; what a source's headings mean; and who was late on the day they came.
-- Locks child against writes while its index is built (about a second for 100,000); the rest are new, empty tables and a view.
CREATE TABLE "backlog_import" (
    "ref" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "header" TEXT[] NOT NULL,
    "mapping" JSONB NOT NULL,
    "team_ref" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'read',
    "put_in_by" TEXT NOT NULL,
    "put_in_at" TIMESTAMPTZ(3) NOT NULL,
    "judged_on" DATE,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "backlog_import_pk" PRIMARY KEY ("ref"),
    CONSTRAINT "backlog_import_team_fk" FOREIGN KEY ("team_ref") REFERENCES "team"("ref") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "backlog_import_state_known" CHECK ("state" IN ('read', 'judged', 'going', 'done'))
);
CREATE INDEX "backlog_import_by_file" ON "backlog_import"("sha256", "source");

CREATE TABLE "backlog_row" (
    "import_ref" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "cells" JSONB,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "record_ref" TEXT,
    "problems" JSONB,
    "differs" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "armed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "backlog_row_pk" PRIMARY KEY ("import_ref", "number"),
    CONSTRAINT "backlog_row_import_fk" FOREIGN KEY ("import_ref") REFERENCES "backlog_import"("ref") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "backlog_row_record_fk" FOREIGN KEY ("record_ref") REFERENCES "case_record"("ref") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "backlog_row_state_known" CHECK ("state" IN ('waiting', 'new', 'repeat', 'same', 'changed', 'refused', 'in')),
    CONSTRAINT "backlog_row_in_has_record" CHECK ("state" <> 'in' OR "record_ref" IS NOT NULL)
);
CREATE INDEX "backlog_row_by_state" ON "backlog_row"("import_ref", "state", "number");
CREATE INDEX "backlog_row_of_record" ON "backlog_row"("record_ref");

CREATE TABLE "backlog_heading" (
    "source" TEXT NOT NULL,
    "heading" TEXT NOT NULL,
    "column_code" TEXT,
    "set_by" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "backlog_heading_pk" PRIMARY KEY ("source", "heading")
);

CREATE INDEX "child_by_birth" ON "child"("born_on");

-- Records in which a statutory duty of the council's was late already on the day they were brought in, as was known at that day's end.
-- Derived, so that nothing can disagree with the duties themselves: it is the same on every later day.
CREATE VIEW "brought_in_late" AS
  SELECT r.ref, r.imported_on, min(d.due_on) AS due_on, r.imported_on - min(d.due_on) AS days_late
  FROM case_record r JOIN duty d ON d.record_ref = r.ref
  WHERE r.imported_on IS NOT NULL
    AND d.shape = 'deadline' AND d.kind = 'statutory' AND d.held_by = 'authority' AND d.settled IS NULL AND d.stopped_on IS NULL
    AND d.due_on < r.imported_on AND (d.done_on IS NULL OR d.done_on >= r.imported_on)
    AND d.recorded_from < ((r.imported_on + 1)::timestamp AT TIME ZONE 'Europe/London')
    AND (d.recorded_to IS NULL OR d.recorded_to >= ((r.imported_on + 1)::timestamp AT TIME ZONE 'Europe/London'))
  GROUP BY r.ref;
