// The least that a policy pack can be: what it costs, every pack costs.
const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("empty", {
    policies: [
        {
            name: "nothing",
            description: "Accepts everything.",
            enforcementLevel: "mandatory",
            validateResource: () => undefined,
        },
    ],
});
