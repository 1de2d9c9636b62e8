/** The policy pack as the Pulumi engine starts it: `pulumi preview --policy-pack policies`. */
import { PolicyPack } from "@pulumi/policy";
import { openPack } from "./pack";
import { stackName } from "./stack-name";

const { policies, config } = openPack(stackName(process.env));

new PolicyPack("django-hrms", { policies }, config);
