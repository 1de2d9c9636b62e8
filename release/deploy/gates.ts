/** Which migrations stop a deployment, and what to do about them. Pure. */
import type { Answer, Destructive } from "../fleet/commands";
import { Fault } from "../fault";

/** Long lists are for the record. */
const MOST = 10;

const listed = (lines: readonly string[]): string =>
    [...lines.slice(0, MOST), ...(lines.length > MOST ? [`and ${lines.length - MOST} more`] : [])]
        .map((line) => `    ${line}`)
        .join("\n");

const described = ({ migration, operation, why }: Destructive): string =>
    `${migration}: ${operation}: ${why}`;

/** @returns why the release's migrations cannot run without a word from a person; undefined if they can */
export function destructiveFault({ destructive }: Answer<"migrations">, command: string): Fault | undefined {
    if (destructive.length === 0) return undefined;
    return new Fault({
        what:
            "Migrations of this release can break the release that serves people while they run, and the one that a " +
            `rollback would return to:\n${listed(destructive.map(described))}`,
        fix:
            "expand first, contract later. Deploy a release that works with both forms of the tables and only adds " +
            "(a new column with a default or null). Deploy the release that no longer uses the old form. Drop or " +
            "rename in a third one, when nobody goes back to the first. If people can do without the application " +
            `for the moment, say why:\n    ${command} --allow-destructive "nobody works on Sundays"`,
    });
}

/** @returns why nobody may go back to a release that does not know the database's migrations, without a word from a person */
export function unknownMigrationsFault(
    { unapplied_on_rollback: unknown }: Answer<"migrations">,
    command: string,
): Fault | undefined {
    if (unknown.length === 0) return undefined;
    return new Fault({
        what:
            `The database has ${unknown.length} migrations that this release does not know:\n${listed(unknown)}\n` +
            "They stay: nothing is taken back in the database. The old code meets the new tables. It works if these " +
            "migrations only added something; it fails wherever they dropped or renamed what it uses, and it cannot " +
            "fill a new column that has no default.",
        fix:
            "read these migrations. If they only add, say so:\n" +
            `    ${command} --across-migrations "0007 only adds a column with a default"\n` +
            "Otherwise correct the new release and deploy that one, or restore the snapshot that was taken before " +
            "them, which loses what people have entered since (docs/runbook/disasters.md).",
    });
}
