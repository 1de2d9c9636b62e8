/** What uv's messages mean. The messages are uv 0.13.9's own, some of them shortened. */
import { faultIn, type Fault } from "../../../../fit/resolve/faults";
import { relaxed } from "../../../../fit/resolve";
import { withPipsIndex } from "../../../../fit/resolve/uv";
import { allows } from "../../../../fit/rules/versions";

const NO_SOLUTION = "error: No solution found when resolving dependencies\n  cause: ";

const MESSAGES: readonly (readonly [message: string, fault: Fault])[] = [
    [
        `${NO_SOLUTION}Because numpy==1.22.0 has no usable wheels and you require numpy==1.22.0, we can conclude that your\n requirements are unsatisfiable.\n\nhint: Wheels are required for \`numpy\` because building from source is disabled for all packages (i.e., with \`--no-build\`)`,
        { kind: "no-wheel", names: ["numpy"], hasSource: true },
    ],
    [
        `${NO_SOLUTION}Because the requested Python version (>=3.13) does not satisfy Python<3.12 and old-app==1.0 depends on Python<3.12, we can conclude that old-app==1.0 cannot be used.`,
        { kind: "no-wheel", names: ["old-app"], hasSource: true },
    ],
    [
        `${NO_SOLUTION}Because python-magic-bin==0.4.14 has no wheels with a matching platform tag (e.g., \`manylinux_2_40_aarch64\`) and you require python-magic-bin==0.4.14, we can conclude that your requirements are unsatisfiable.`,
        { kind: "no-wheel", names: ["python-magic-bin"], hasSource: false },
    ],
    [
        `${NO_SOLUTION}Because djangoo was not found in the package registry and you require djangoo==1, we can conclude that your requirements are unsatisfiable.`,
        { kind: "no-package", name: "djangoo" },
    ],
    [
        `${NO_SOLUTION}Because there is no version of celery[redis]==5.2.999 and you require celery[redis]==5.2.999, we can conclude that your requirements are unsatisfiable.`,
        { kind: "no-version", name: "celery", spec: "==5.2.999" },
    ],
    [
        `${NO_SOLUTION}Because you require redis==5.0.0 and redis==7.0.0, we can conclude that your requirements are unsatisfiable.`,
        { kind: "conflict", why: "Because you require redis==5.0.0 and redis==7.0.0." },
    ],
    [
        "error: Failed to fetch: https://127.0.0.1:9/simple/django/\n  cause: tcp connect error",
        {
            kind: "unreachable",
            why: "The requirements were not resolved: the index of packages cannot be reached.",
        },
    ],
    [
        "\nended by SIGTERM",
        { kind: "unreachable", why: "The requirements were not resolved: the index took too long." },
    ],
    [
        "error: surprise",
        { kind: "unreachable", why: "The requirements were not resolved: uv could not read them." },
    ],
];

test.each(MESSAGES)("%s", (message, fault) => {
    expect(faultIn(message)).toEqual(fault);
});

test.each([
    ["==1.22.0", ">=1.22.0"],
    ["<2", ">=2"],
    [">=1,<=1.5", ">=1.5"],
    ["~=4.2.1", ">=4.2.1"],
    ["", ""],
])("%s from that version on is %s", (spec, later) => {
    expect(relaxed(spec)).toBe(later);
});

test.each([
    ["", true],
    ["==5.2.8", true],
    ["==5.2.*", true],
    ["==6.0", true],
    ["~=5.2", true],
    ["~=5.1", true],
    ["~=5.1.0", false],
    ["~=4.2", false],
    [">=4.2", true],
    [">=4.2,<6", true],
    ["!=5.2.1", true],
    ["==4.2.30", false],
    ["~=4.2.0", false],
    ["<5", false],
    ["<5.2", false],
    ["<=5.1.9", false],
    [">=4.2,<5.1", false],
    ["===3.2", false],
])("Django%s allows 5.2 or later: %s", (spec, expected) => {
    expect(allows(spec, "5.2")).toBe(expected);
});

test("uv uses pip's index, and its own variables first", () => {
    const config =
        "global.index-url='https://pip.example.com/simple'\n:env:.cert='/etc/ca.pem'\nglobal.timeout='60'\n";
    expect(withPipsIndex(config, { SSL_CERT_FILE: "/own.pem" })).toEqual({
        UV_DEFAULT_INDEX: "https://pip.example.com/simple",
        SSL_CERT_FILE: "/own.pem",
    });
});
