package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
)

// runPlugin starts policy packs itself and leaves all other plugins to the official host.
func runPlugin(stream grpc.ServerStream, official *grpc.ClientConn) error {
	request := &pulumirpc.RunPluginRequest{}
	if err := stream.RecvMsg(request); err != nil {
		return err
	}
	if request.GetKind() != "analyzer" {
		return forward(stream, official, request)
	}
	typed := &grpc.GenericServerStream[pulumirpc.RunPluginRequest, pulumirpc.RunPluginResponse]{ServerStream: stream}
	closer, stdout, stderr, err := rpcutil.MakeRunPluginStreams(typed, false)
	if err != nil {
		return err
	}
	defer closer.Close()
	return runPolicyPack(stream.Context(), request, stdout, stderr)
}

// runPolicyPack does what the official host of current CLIs does: it waits for the stack that is to be judged, then
// runs the SDK's own script in the pack's folder, with the stack in the variables that the SDK reads.
func runPolicyPack(
	ctx context.Context, request *pulumirpc.RunPluginRequest, stdout, stderr io.Writer,
) error {
	folder := request.GetInfo().GetProgramDirectory()
	proxy, stdout, err := sdk.NewPolicyProxy(ctx, stdout)
	if err != nil {
		return fmt.Errorf("the policy pack's proxy did not start: %w", err)
	}
	stack, err := proxy.AwaitConfiguration(ctx)
	if err != nil {
		return fmt.Errorf("the engine did not say which stack is judged: %w", err)
	}
	variables, err := variablesOf(stack)
	if err != nil {
		return err
	}
	script, err := scriptIn(ctx, folder)
	if err != nil {
		return err
	}
	command := exec.CommandContext(ctx, "node", append(append([]string{script}, request.GetArgs()...), folder)...)
	command.Dir = folder
	command.Env = append(append(request.GetEnv(), typescriptOption(request)...), variables...)
	command.Stdout, command.Stderr = stdout, stderr
	if err := command.Start(); err != nil {
		return fmt.Errorf("the policy pack did not start: %w", err)
	}
	if err := proxy.Attach(ctx, command); err != nil {
		return fmt.Errorf("the policy pack ended: %w", err)
	}
	return nil
}

// variablesOf has what the SDK's getStack() and its like read. A pack that is only described gets no stack.
func variablesOf(stack *pulumirpc.AnalyzerStackConfigureRequest) ([]string, error) {
	if stack == nil {
		return nil, nil
	}
	config, err := json.Marshal(stack.GetConfig())
	if err != nil {
		return nil, fmt.Errorf("the stack's configuration can't be written as JSON: %w", err)
	}
	return []string{
		"PULUMI_NODEJS_ORGANIZATION=" + stack.GetOrganization(),
		"PULUMI_NODEJS_PROJECT=" + stack.GetProject(),
		"PULUMI_NODEJS_STACK=" + stack.GetStack(),
		"PULUMI_NODEJS_DRY_RUN=" + strconv.FormatBool(stack.GetDryRun()),
		"PULUMI_CONFIG=" + string(config),
	}, nil
}

// scriptIn finds the SDK's script as a program in the pack's folder would.
func scriptIn(ctx context.Context, folder string) (string, error) {
	find := exec.CommandContext(ctx, "node", "-p", `require.resolve("@pulumi/pulumi/cmd/run-policy-pack")`)
	find.Dir = folder
	found, err := find.Output()
	if err != nil {
		return "", fmt.Errorf("there is no @pulumi/pulumi for the policy pack in %s: run npm install there", folder)
	}
	return strings.TrimSpace(string(found)), nil
}

// typescriptOption is the one runtime option of PulumiPolicy.yaml that a pack needs here: TypeScript unless it says no.
func typescriptOption(request *pulumirpc.RunPluginRequest) []string {
	if value, said := request.GetInfo().GetOptions().AsMap()["typescript"].(bool); said && !value {
		return nil
	}
	return []string{"PULUMI_NODEJS_TYPESCRIPT=true"}
}
