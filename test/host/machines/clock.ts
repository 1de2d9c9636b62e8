/** A clock of the application, such as a scheduler: a table to which it adds a row at every tick. */
import type { Lab } from "../../../lab/lab";
import { until } from "../../../system/until";

interface Clock {
    /** With the columns `id` and `pid`. */
    readonly table: string;
    /** The column with the time of the tick. */
    readonly time: string;
    /** Which rows are the clock's. @defaultValue - all */
    readonly where?: string;
    /** Between two ticks. */
    readonly seconds: number;
}

const TICKS = 6;

/** Waits for some ticks. Fails if they come from several processes, or more often or much more slowly than they should. */
export async function expectOneClock(
    lab: Lab,
    { table, time, where = "TRUE", seconds }: Clock,
): Promise<void> {
    const select = (what: string, after: number): number[] =>
        lab.database
            .sql(`SELECT ${what} FROM ${lab.settings.databaseName}.${table} WHERE ${where} AND id > ${after}`)
            .split("\t")
            .map(Number);
    const [last = 0] = select("COALESCE(MAX(id), 0)", 0);
    const counted = (): number => select("COUNT(*)", last)[0] ?? 0;
    await until(`${TICKS} ticks`, () => counted() >= TICKS, 3 * TICKS * seconds);
    const [ticks, processes, span = 0] = select(
        `COUNT(*), COUNT(DISTINCT pid), TIMESTAMPDIFF(MICROSECOND, MIN(${time}), MAX(${time})) / 1000000`,
        last,
    );
    expect(processes).toBe(1);
    // A tick can be late and the next one on time.
    expect(ticks).toBeLessThanOrEqual(span / seconds + 2);
}
