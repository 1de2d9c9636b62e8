/** As many resources as asked for, with no component, no setting and no dependency among them. */
import * as aws from "@pulumi/aws";

const provider = new aws.Provider("aws", { region: "eu-central-1" });

// The stack itself and the provider are resources too.
for (let index = 0; index < Number(process.env.BENCH_RESOURCES) - 2; index++) {
    new aws.ssm.Parameter(`parameter-${index}`, { type: "String", value: String(index) }, { provider });
}
