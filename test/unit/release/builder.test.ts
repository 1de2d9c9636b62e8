import { whyNoBuilder } from "../../../release/builder";

const LINUX = { platform: "linux", arch: "arm64", isRoot: true, missing: undefined } as const;

test.each([
    ["arm64", LINUX, undefined],
    ["x86_64", { ...LINUX, arch: "x64" }, undefined],
    ["x86_64", LINUX, "hosts are x86_64 (hrms:architecture), and this machine's processor is not"],
    ["arm64", { ...LINUX, platform: "darwin" }, "building takes Linux"],
    ["arm64", { ...LINUX, isRoot: false }, "building takes root, for systemd-nspawn"],
    ["arm64", { ...LINUX, missing: "mmdebstrap missing" }, "mmdebstrap missing"],
] as const)("a release for %s on %j: %s", (architecture, machine, why) => {
    expect(whyNoBuilder(architecture, machine)).toBe(why);
});
