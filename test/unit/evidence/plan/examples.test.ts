import { SETTINGS } from "../../../../config";
import { readWithExamples } from "../../../../evidence/plan/examples";

const ENCRYPTED = { secure: "v1:abc" };

test("an example takes the place of what is encrypted, and of nothing else", () => {
    const { plain, secretKeys } = readWithExamples("prod", {
        "hrms:emailUrl": ENCRYPTED,
        "hrms:environmentSecrets": { TOKEN: ENCRYPTED, OTHER: "plain" },
        "hrms:adminCidrs": ["192.0.2.0/24"],
    });
    expect(plain["hrms:emailUrl"]).toBe(SETTINGS.emailUrl.example);
    const [example] = Object.values(JSON.parse(SETTINGS.environmentSecrets.example) as object) as string[];
    expect(plain["hrms:environmentSecrets"]).toEqual({ TOKEN: example, OTHER: "plain" });
    expect(plain["hrms:adminCidrs"]).toEqual(["192.0.2.0/24"]);
    expect(secretKeys).toEqual(["hrms:emailUrl", "hrms:environmentSecrets"]);
});

test("an encrypted key that is no setting is left to the check of the settings", () => {
    const changes = { "hrms:nothing": ENCRYPTED, "hrms:domain": { name: ENCRYPTED } };
    expect(readWithExamples("prod", changes).plain).toMatchObject({
        "hrms:nothing": "example",
        "hrms:domain": { name: "example" },
    });
});
