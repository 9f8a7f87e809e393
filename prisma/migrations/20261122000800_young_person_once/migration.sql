-- A young person has one entry of their own among the people of their life: where and how they themselves are written to.
-- Writes to `person` wait while the index is built: a second for a hundred thousand people.
CREATE UNIQUE INDEX "person_self_once" ON "person"("child_ref") WHERE "relation" = 'self';
