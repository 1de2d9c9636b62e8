import { profileFor, sizesFor } from "../../../../commands/init/sizing";
import { SETTINGS } from "../../../../config";

test.each([
    [50, "starter"],
    [51, "production"],
] as const)("%d people get the profile %s", (people, profile) => {
    expect(profileFor(people)).toBe(profile);
});

test.each([
    [900, "production", {}],
    [1_200, "production", { loginRateLimit: 800 }],
    [5_001, "production", { loginRateLimit: 3_334, webMinHosts: 3, webMaxHosts: 6 }],
    [
        10_001,
        "production",
        { loginRateLimit: 6_668, webMinHosts: 4, webMaxHosts: 8, databaseInstanceClass: "db.m7g.xlarge" },
    ],
    [1_200, "starter", { loginRateLimit: 800 }],
] as const)("%d people in the profile %s change %j", (people, profile, sizes) => {
    expect(sizesFor(people, profile)).toEqual(sizes);
});

test.each([1, 40_000, 40_001, 1_000_000])("the sizes for %d people are allowed", (people) => {
    for (const [name, value] of Object.entries(sizesFor(people, "production"))) {
        const { kind } = SETTINGS[name as keyof typeof SETTINGS];
        expect([name, kind.schema.safeParse(String(value)).success]).toEqual([name, true]);
    }
});
