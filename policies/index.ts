/** The policy pack as the Pulumi engine starts it: `pulumi preview --policy-pack policies`. */
import { PolicyPack } from "@pulumi/policy";
import { openPack } from "./pack";

const { policies, config } = openPack(process.env.PULUMI_STACK);

new PolicyPack("django-hrms", { policies }, config);
