import { builderName, PACKAGES } from "../../../../release/builders/contents";

test("a builder is used in its month, with its packages", () => {
    const name = builderName(PACKAGES, new Date("2026-11-30T23:59:59Z"));
    expect(name).toMatch(/^2026-11-[0-9a-f]{12}$/);
    expect(builderName(PACKAGES, new Date("2026-11-01T00:00:00Z"))).toBe(name);
    expect(builderName(PACKAGES, new Date("2026-12-01T00:00:00Z"))).toMatch(/^2026-12-/);
    expect(builderName([...PACKAGES, "libldap2"], new Date("2026-11-30T00:00:00Z"))).not.toBe(name);
});
