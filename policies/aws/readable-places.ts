/**
 * The properties that everyone who may describe the resource can read, by Pulumi's token: settings, scripts and texts.
 * None of them may contain a secret, because a `Describe`, `Get` or `List` call of AWS returns each in plain text.
 */
type Places = Readonly<Record<string, readonly string[]>>;

/** Scripts that hosts start with. */
export const USER_DATA: Places = {
    "aws:ec2/instance:Instance": ["userData", "userDataBase64"],
    "aws:ec2/launchTemplate:LaunchTemplate": ["userData"],
    "aws:ec2/launchConfiguration:LaunchConfiguration": ["userData", "userDataBase64"],
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest": ["userData", "userDataBase64"],
    "aws:lightsail/instance:Instance": ["userData"],
    "aws-native:ec2:Instance": ["userData"],
    "aws-native:ec2:LaunchTemplate": ["launchTemplateData"],
};

/** Settings of applications, definitions of jobs, and documents. */
export const CONFIGURATION: Places = {
    "aws:ecs/taskDefinition:TaskDefinition": ["containerDefinitions"],
    "aws:lambda/function:Function": ["environment"],
    "aws:apprunner/service:Service": ["sourceConfiguration"],
    "aws:elasticbeanstalk/environment:Environment": ["settings"],
    "aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate": ["settings"],
    "aws:lightsail/containerServiceDeploymentVersion:ContainerServiceDeploymentVersion": ["containers"],
    "aws:batch/jobDefinition:JobDefinition": [
        "containerProperties",
        "ecsProperties",
        "eksProperties",
        "nodeProperties",
        "parameters",
    ],
    "aws:codebuild/project:Project": ["environment", "source"],
    "aws:codepipeline/pipeline:Pipeline": ["stages"],
    "aws:amplify/app:App": ["environmentVariables", "buildSpec"],
    "aws:amplify/branch:Branch": ["environmentVariables"],
    "aws:glue/job:Job": ["defaultArguments", "nonOverridableArguments"],
    "aws:glue/connection:Connection": ["connectionProperties"],
    "aws:cloudformation/stack:Stack": ["parameters", "templateBody"],
    "aws:ssm/parameter:Parameter": ["value", "insecureValue"],
    "aws:ssm/document:Document": ["content"],
    "aws:ssm/association:Association": ["parameters"],
    "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask": ["taskInvocationParameters"],
    "aws:imagebuilder/component:Component": ["data"],
    "aws:cloudfront/function:Function": ["code"],
    "aws:synthetics/canary:Canary": ["runConfig"],
    "aws:sfn/stateMachine:StateMachine": ["definition"],
    "aws:scheduler/schedule:Schedule": ["target"],
    "aws:cloudwatch/eventTarget:EventTarget": ["input", "inputTransformer"],
    "aws:lambda/invocation:Invocation": ["input"],
    "aws:eks/addon:Addon": ["configurationValues"],
    "aws:s3/bucketObject:BucketObject": ["content", "contentBase64", "metadata"],
    "aws:s3/bucketObjectv2:BucketObjectv2": ["content", "contentBase64", "metadata"],
    "aws-native:ecs:TaskDefinition": ["containerDefinitions"],
    "aws-native:lambda:Function": ["environment"],
    "aws-native:ssm:Parameter": ["value"],
    "command:local:Command": ["create", "update", "delete", "environment", "stdin"],
    "command:remote:Command": ["create", "update", "delete", "environment", "stdin"],
};

/** Texts that people read in every console and bill. */
export const ON_EVERY_TYPE: readonly string[] = ["comment", "description", "tags", "tagsAll"];

/** Properties that Pulumi's provider always marks as secret, so the mark says nothing. */
export const ALWAYS_MARKED: Places = {
    "aws:glue/connection:Connection": ["connectionProperties"],
    "aws:ssm/parameter:Parameter": ["value"],
    "command:remote:Command": ["connection"],
};
