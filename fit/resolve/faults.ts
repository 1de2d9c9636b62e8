/** What uv's message says is wrong with requirements. */

export type Fault =
    /** No version that fits has a wheel. `hasSource`: it can be built from source. */
    | { readonly kind: "no-wheel"; readonly names: readonly string[]; readonly hasSource: boolean }
    | { readonly kind: "no-version"; readonly name: string; readonly spec: string }
    | { readonly kind: "no-package"; readonly name: string }
    | { readonly kind: "conflict"; readonly why: string }
    | { readonly kind: "unreachable"; readonly why: string };

/** Longer explanations list every version that was tried. */
const LONGEST = 600;

export function faultIn(stderr: string): Fault {
    const text = stderr.replace(/\s+/g, " ").trim();
    const wheels = [...text.matchAll(/Wheels are required for `([^`]+)`/g)].map(([, name = ""]) => name);
    if (wheels.length > 0) return { kind: "no-wheel", names: [...new Set(wheels)], hasSource: true };
    const python = /does not satisfy Python\S+ and ([a-z0-9-]+)[=<>]\S* depends on Python/.exec(text);
    if (python) return { kind: "no-wheel", names: [python[1] ?? ""], hasSource: true };
    const system = /Because (?:all versions of )?([a-z0-9-]+)\S* (?:has|have) no wheels with a matching/.exec(
        text,
    );
    if (system) return { kind: "no-wheel", names: [system[1] ?? ""], hasSource: false };
    const absent = /Because ([a-z0-9-]+) was not found in the package registry/.exec(text);
    if (absent) return { kind: "no-package", name: absent[1] ?? "" };
    const version = /there (?:is|are) no versions? of ([a-z0-9-]+)(?:\[[^\]]*\])?(\S*)/.exec(text);
    if (version) return { kind: "no-version", name: version[1] ?? "", spec: version[2] ?? "" };
    if (text.includes("No solution found")) {
        const why = text
            .replace(/^.*?cause: /, "")
            .replace(/,? ?we can conclude that your requirements are unsatisfiable.*$/, ".");
        return { kind: "conflict", why: why.length > LONGEST ? `${why.slice(0, LONGEST)}…` : why };
    }
    if (
        /Failed to fetch|error sending request|timed out|ended by SIGTERM|Connect|dns|certificate/i.test(text)
    ) {
        return {
            kind: "unreachable",
            why: text.includes("ended by SIGTERM")
                ? "The requirements were not resolved: the index took too long."
                : "The requirements were not resolved: the index of packages cannot be reached.",
        };
    }
    return { kind: "unreachable", why: "The requirements were not resolved: uv could not read them." };
}
