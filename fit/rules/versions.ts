/** Versions as requirements name them. */

/**
 * `oldest`: hosts run it and newer ones. `maintained`: it and newer ones get security fixes.
 * https://www.djangoproject.com/download/#supported-versions
 */
export const DJANGO = { oldest: "4.2.16", maintained: "5.2" } as const;

/** The version of an exact requirement: `==1.2` and `===1.2`, but not `==1.*`. */
export const pinOf = (spec: string): string | undefined => /^={2,3}([^,*]+)$/.exec(spec)?.[1];

/** The Python of Debian 13. */
export const PYTHON = "3.13";

/** Whether a requirement allows this version, or a later one. */
export function allows(spec: string, wanted: string): boolean {
    return spec.split(",").every((part) => {
        const [, sign = "", version = ""] = /^(===?|~=|!=|[<>]=?)(.*)$/.exec(part) ?? [];
        const plain = version.replace(/\.\*$/, "");
        switch (sign) {
            case "<":
                return compare(plain, wanted) > 0;
            case "~=":
                // ~=5.1 is any 5 from there on, and ~=5.1.0 is any 5.1.
                return compare(plain.replace(/\.[^.]*$/, ""), wanted) >= 0;
            case "==":
            case "===":
            case "<=":
                return compare(plain, wanted) >= 0;
            default:
                return true;
        }
    });
}

/** Compares the numbers that both have: 5.2.1 is 5.2. */
function compare(version: string, wanted: string): number {
    const numbers = version.split(".").map((part) => Number.parseInt(part, 10) || 0);
    const others = wanted.split(".").map(Number);
    for (const [place, number] of numbers.entries()) {
        const difference = number - (others[place] ?? number);
        if (difference !== 0) return difference;
    }
    return 0;
}
