/** Somebody who may be a service's post: to whom the law has notices sent. */
type Inbox = Readonly<{ role: string; postOf: 'icb' | 'social-care' | null }>;

const ROLE_OF_POST = { icb: 'health', 'social-care': 'social-care' } as const;
export type Post = keyof typeof ROLE_OF_POST;

/** The post the council has named, or the only one there is. Of several none is guessed: the notice would go to a therapist. */
export function postOf<T extends Inbox>(post: Post, inboxes: readonly T[]): T | null {
  const named = inboxes.find((one) => one.postOf === post);
  const [only, ...others] = inboxes.filter(({ role }) => role === ROLE_OF_POST[post]);
  return named ?? (others.length === 0 ? (only ?? null) : null);
}
