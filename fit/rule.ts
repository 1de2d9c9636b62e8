/** Rules: which fact is a finding, what it means on our hosts, and what to do. */
import type { Fact, Kind, Place, Project } from "./facts";

/**
 * error: it cannot be built, does not start, or its tables do not exist.
 * warning: a part of it does not work or needs a setting, or people's data is exposed.
 * info: hosts take care of it, and you should know.
 */
export const SEVERITIES = ["error", "warning", "info"] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface Finding extends Place {
    readonly id: string;
    readonly severity: Severity;
    /** What is there. */
    readonly what: string;
    /** What happens on our hosts. */
    readonly consequence: string;
    /** What to do, or to paste. */
    readonly fix: string;
}

type Text<K extends Kind> = string | ((fact: Fact<K>, project: Project) => string);

export interface Rule<K extends Kind = Kind> {
    readonly id: string;
    readonly severity: Severity;
    /** The kind of fact that it is about. */
    readonly of: K;
    /** @defaultValue every fact of the kind is a finding */
    readonly when?: (fact: Fact<K>, project: Project) => boolean;
    readonly what: Text<K>;
    readonly consequence: Text<K>;
    readonly fix: Text<K>;
}

/** A rule, checked against the kind of fact that it names. */
export const rule = <K extends Kind>(given: Rule<K>): Rule => given as unknown as Rule;

/** The findings of the rules, the gravest first, then by rule, file and line. The same finding at one place counts once. */
export function findingsOf(rules: readonly Rule[], project: Project): Finding[] {
    const found = rules.flatMap((each) => findingsOfRule(each, project));
    const unique = new Map(found.map((finding) => [key(finding), finding]));
    const order = new Map(rules.map(({ id }, index) => [id, index]));
    return [...unique.values()].sort(
        (one, other) =>
            SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
            (order.get(one.id) ?? 0) - (order.get(other.id) ?? 0) ||
            one.file.localeCompare(other.file, "en") ||
            one.line - other.line,
    );
}

const key = ({ id, file, line, what }: Finding): string => JSON.stringify([id, file, line, what]);

function findingsOfRule(rule: Rule, project: Project): Finding[] {
    const say = (text: Text<Kind>, fact: Fact): string =>
        typeof text === "string" ? text : text(fact, project);
    return project.of(rule.of).flatMap((fact) =>
        rule.when === undefined || rule.when(fact, project)
            ? [
                  {
                      id: rule.id,
                      severity: rule.severity,
                      file: fact.file,
                      line: fact.line,
                      what: say(rule.what, fact),
                      consequence: say(rule.consequence, fact),
                      fix: say(rule.fix, fact),
                  },
              ]
            : [],
    );
}
