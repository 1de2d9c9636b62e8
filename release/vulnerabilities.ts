/** What pip-audit says about the locked packages, and what of it a build accepts. */
import { z } from "zod";
import { Fault } from "./fault";

export interface VulnerabilityCheck {
    /** Where the OSV API answers; a mirror has another address. https://google.github.io/osv.dev/post-v1-query/ */
    readonly url: string;
    /** Vulnerabilities that do not stop the build: the reason by the identifier, such as `CVE-2026-12345`. */
    readonly allowed: Readonly<Record<string, string>>;
    /** Whether the build stops if nothing can be checked. */
    readonly isRequired: boolean;
}

export const OSV_URL = "https://api.osv.dev/v1/query";

export const USUAL_CHECK: VulnerabilityCheck = { url: OSV_URL, allowed: {}, isRequired: false };

/** https://github.com/pypa/pip-audit prints it with `--format json`; `unreachable` is what vulnerabilities.sh prints instead. */
const AUDIT = z.union([
    z.object({ unreachable: z.string() }),
    z.object({
        dependencies: z.array(
            z.union([
                z.object({
                    name: z.string(),
                    version: z.string(),
                    vulns: z.array(
                        z.object({
                            id: z.string(),
                            aliases: z.array(z.string()),
                            fix_versions: z.array(z.string()),
                        }),
                    ),
                }),
                z.object({ name: z.string(), skip_reason: z.string() }),
            ]),
        ),
    }),
]);

/** Lines for the record, and why nothing was checked, if nothing was. */
export interface Audit {
    readonly notes: readonly string[];
    readonly notChecked?: string;
}

/**
 * @throws Fault for a vulnerability that is not allowed, or if nothing was checked and the check is required
 * @throws SyntaxError or ZodError if the text is no output of pip-audit
 */
export function audited(printed: string, { url, allowed, isRequired }: VulnerabilityCheck): Audit {
    const audit = AUDIT.parse(JSON.parse(printed));
    if ("unreachable" in audit) {
        const notChecked = `no package was checked for known vulnerabilities: ${new URL(url).host} cannot be reached`;
        if (!isRequired) return { notes: [], notChecked };
        throw new Fault({
            what: `The build requires a check for known vulnerabilities, and there was none: ${audit.unreachable}`,
            fix: `let this machine reach ${url}, or name a mirror of it with --osv-url`,
        });
    }
    const found = audit.dependencies.flatMap((package_) =>
        "vulns" in package_ ? package_.vulns.map((vulnerability) => ({ ...package_, ...vulnerability })) : [],
    );
    const reasonFor = ({ id, aliases }: { id: string; aliases: readonly string[] }): string | undefined =>
        [id, ...aliases].map((name) => allowed[name]).find((reason) => reason !== undefined);
    const line = ({ name, version, id, aliases, fix_versions: fixed }: (typeof found)[number]): string =>
        `${name} ${version}: ${[id, ...aliases].join(", ")}; ` +
        (fixed.length === 0 ? "no version corrects it yet" : `corrected in ${fixed.join(", ")}`);
    const open = found.filter((each) => reasonFor(each) === undefined);
    if (open.length > 0) {
        throw new Fault({
            what: ["Packages have known vulnerabilities:", ...open.map((each) => `    ${line(each)}`)].join(
                "\n",
            ),
            fix:
                "require a version that corrects it. If it does not affect the project, say why: " +
                `--allow-vulnerability "${open[0]?.id}=the reason, which is recorded"`,
        });
    }
    const known = new Set(found.flatMap(({ id, aliases }) => [id, ...aliases]));
    return {
        notes: [
            `${audit.dependencies.length} packages checked, ${found.length} known vulnerabilities`,
            ...found.map((each) => `allowed: ${line(each)}; ${reasonFor(each)}`),
            ...Object.keys(allowed)
                .filter((id) => !known.has(id))
                .map((id) => `allowed, but no longer found: ${id}`),
            ...audit.dependencies.flatMap((each) =>
                "skip_reason" in each ? [`not checked: ${each.name} (${each.skip_reason})`] : [],
            ),
        ],
    };
}
