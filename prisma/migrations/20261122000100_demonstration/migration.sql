-- What a demonstration council was made from, for the notice on its pages. Locks nothing: a new table of one row at most.
CREATE TABLE "demonstration" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "authority" TEXT NOT NULL,
    "council" TEXT NOT NULL,
    "as_on" DATE NOT NULL,
    "seed" TEXT NOT NULL,
    "notice" JSONB NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "demonstration_pk" PRIMARY KEY ("id"),
    CONSTRAINT "demonstration_once" CHECK ("id" = 1)
);
