import { chooseBuilder } from "../../../../release/builders/choice";
import type { Machine } from "../../../../release/builders/machine";

/** A laptop that has nothing. */
const MAC: Machine = {
    platform: "darwin",
    architecture: "arm64",
    isRoot: false,
    missing: "systemd-nspawn missing",
    engines: {},
    debian: "",
    lacks: [],
};
const LINUX: Machine = { ...MAC, platform: "linux", isRoot: true, missing: undefined };
const CONTAINER: Machine = { ...LINUX, missing: "this container may not mount anything", debian: "trixie" };

test.each<[string, Machine, string]>([
    ["root on Linux", LINUX, "nspawn"],
    ["with Docker too", { ...LINUX, engines: { docker: "arm64" } }, "nspawn"],
    [
        "somebody else on Linux with Docker",
        { ...LINUX, isRoot: false, engines: { docker: "arm64" } },
        "docker",
    ],
    ["Docker before Podman", { ...MAC, engines: { podman: "arm64", docker: "arm64" } }, "docker"],
    ["a Docker of another processor", { ...MAC, engines: { docker: "x86_64", podman: "arm64" } }, "podman"],
    [
        "a processor that only Docker has",
        { ...LINUX, architecture: "x86_64", engines: { docker: "arm64" } },
        "docker",
    ],
    ["a container of Debian 13 that may not mount", CONTAINER, "here"],
])("%s: %j builds arm64 releases with %s", (_, machine, kind) => {
    expect(chooseBuilder("arm64", machine)).toBe(kind);
});

test("a machine without any says why of each", () => {
    expect(chooseBuilder("arm64", MAC)).toEqual({
        why: [
            "systemd-nspawn: it takes Linux",
            "Docker: it does not answer",
            "Podman: it does not answer",
            "This machine itself: it is not Debian 13 (trixie)",
        ],
    });
});

test.each<[string, Machine, string]>([
    ["another processor", { ...CONTAINER, architecture: "x86_64" }, "the processor is not arm64"],
    ["another user", { ...CONTAINER, isRoot: false }, "it takes root"],
    ["an older Debian", { ...CONTAINER, debian: "bookworm" }, "it is not Debian 13 (trixie)"],
    [
        "missing packages",
        { ...CONTAINER, lacks: ["git", "brotli"] },
        "packages are missing; run: apt-get install --no-install-recommends git brotli",
    ],
])("not this machine itself: %s", (_, machine, why) => {
    expect(chooseBuilder("arm64", machine, ["here"])).toEqual({ why: [`This machine itself: ${why}`] });
});

test("a machine of another processor has no use for its own systemd-nspawn", () => {
    expect(chooseBuilder("x86_64", { ...LINUX, engines: { docker: "arm64" } }, ["nspawn", "docker"])).toEqual(
        {
            why: ["systemd-nspawn: the processor is not x86_64", "Docker: its processor is arm64"],
        },
    );
});
