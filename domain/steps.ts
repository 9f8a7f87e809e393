/** Work in steps of some milliseconds each: a thread with other things to do takes a breath between two. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** All steps at once. */
export function toTheEnd<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** What becomes of each, so many a step. */
export function* inSteps<T, Made>(things: readonly T[], make: (thing: T, index: number) => Made, aStep: number): Steps<Made[]> {
  const made: Made[] = [];
  for (const [index, thing] of things.entries()) {
    made.push(make(thing, index));
    if (made.length % aStep === 0) yield;
  }
  return made;
}
