import { PlannedResource } from "../../resource-type";

/** The creation time of everything in the simulated account. AWS returns the real time. */
export const CREATED_AT = "2026-01-01T00:00:00Z";

type Hex = Pick<PlannedResource, "hex">;

export function uuid(resource: Hex, salt = "uuid"): string {
    const hex = resource.hex(32, salt);
    return [
        hex.slice(0, 8),
        hex.slice(8, 12),
        `4${hex.slice(13, 16)}`,
        `8${hex.slice(17, 20)}`,
        hex.slice(20),
    ].join("-");
}

/** A stable identifier with `length` characters (at most 32) from an alphabet. */
function token(alphabet: string, { hex }: Hex, length: number, salt: string): string {
    const digits = hex(2 * length, salt);
    return Array.from(
        { length },
        (_, at) => alphabet[parseInt(digits.slice(2 * at, 2 * at + 2), 16) % alphabet.length],
    ).join("");
}

const LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";

export const lowerToken = (resource: Hex, length: number, salt: string): string =>
    token(LOWER, resource, length, salt);

export const upperToken = (resource: Hex, length: number, salt: string): string =>
    lowerToken(resource, length, salt).toUpperCase();

export const mixedToken = (resource: Hex, length: number, salt: string): string =>
    token(`${LOWER}ABCDEFGHIJKLMNOPQRSTUVWXYZ`, resource, length, salt);
