import type { Account, ExistingResource, Properties, Source } from "../../resource-type";
import { valueAt } from "../../checks";

/** Where resources of other types name what they use: dotted paths of inputs, by type. An input can hold a list. */
export type Uses = Readonly<Record<string, readonly string[]>>;

/** The first resource that uses something, by its ID or name; a preview of AWS's refusal to delete it. */
export const userOf = (name: string, uses: Uses, account: Account): ExistingResource | undefined =>
    Object.entries(uses)
        .flatMap(([token, paths]) => account.all(token).map((user) => ({ user, paths })))
        .find(({ user, paths }) => paths.some((path) => [valueAt(user.inputs, path)].flat().includes(name)))
        ?.user;

/** A deletion that AWS rejects while something uses the resource. */
export const refuseWhileUsed = (
    uses: Uses,
    { when, source, message }: { when: string; source: Source; message: (name: string) => string },
): {
    when: string;
    source: Source;
    find: (resource: { id: string; inputs: Properties }, account: Account) => string | undefined;
} => ({
    when,
    source,
    find: ({ id }, account) => {
        const user = userOf(id, uses, account);
        return user && `${message(id)} (used by ${user.id})`;
    },
});
