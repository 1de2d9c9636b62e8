import * as aws from "@pulumi/aws";
import type { RefusalCase } from "./support/case";
import { launchTemplate, subnetA, subnetB } from "./support/fixtures";
import { casesOf } from "./support/table";

const size = 3000;

const addresses: RefusalCase = {
    id: "ec2-address-quota",
    message: "AddressLimitExceeded: The maximum number of addresses has been reached",
    program: (name) => {
        const region = "eu-west-3";
        const dependsOn = [1, 2, 3, 4, 5].map((at) => new aws.ec2.Eip(`${name}-${at}`, { region }));
        return new aws.ec2.Eip(name, { region }, { dependsOn });
    },
};

export const cases = [
    ...casesOf(
        aws.autoscaling.Group,
        () => ({
            minSize: 1,
            maxSize: size,
            vpcZoneIdentifiers: [subnetA().id, subnetB().id],
            launchTemplate: { id: launchTemplate().id, version: "1" },
        }),
        [["ec2-vcpu-quota", { minSize: size }, "VcpuLimitExceeded: You have requested more vCPU capacity"]],
    ),
    addresses,
];
