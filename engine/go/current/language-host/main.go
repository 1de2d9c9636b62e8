// A Node.js language host for current Pulumi CLIs. It starts the official host at 3.60.0, the newest that can be had as
// a Go module, and forwards every call to it. One call it answers itself: from 3.226 on, the CLI asks the language host
// to start policy packs, which the old host cannot.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

// officialHost is the file name of the official host, which lies beside this program. The CLI must not take it for a
// plugin of its own, so the name does not begin with `pulumi-`.
const officialHost = "nodejs-language-host-3.60"

func main() {
	if err := serve(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// serve takes the arguments of the official host: flags, then the address of the engine.
func serve(args []string) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	official, err := start(ctx, args)
	if err != nil {
		return fmt.Errorf("the official language host did not start: %w", err)
	}
	defer official.Close()

	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Init: func(server *grpc.Server) error {
			server.RegisterService(&grpc.ServiceDesc{
				ServiceName: pulumirpc.LanguageRuntime_ServiceDesc.ServiceName,
				HandlerType: (*any)(nil),
				Streams: []grpc.StreamDesc{{
					StreamName:    "RunPlugin",
					ServerStreams: true,
					Handler:       func(_ any, stream grpc.ServerStream) error { return runPlugin(stream, official) },
				}},
			}, nil)
			return nil
		},
		Options: []grpc.ServerOption{grpc.UnknownServiceHandler(func(_ any, stream grpc.ServerStream) error {
			return forward(stream, official)
		})},
	})
	if err != nil {
		return fmt.Errorf("the language host can't listen: %w", err)
	}
	if len(args) > 0 {
		go exitWithout(args[len(args)-1])
	}
	// The CLI reads the port from the first line.
	fmt.Println(handle.Port)
	return <-handle.Done
}

// start runs the official host and connects to it. The official host ends when this process ends.
func start(ctx context.Context, args []string) (*grpc.ClientConn, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	command := exec.CommandContext(ctx, filepath.Join(filepath.Dir(self), officialHost), args...)
	command.Stderr = os.Stderr
	diesWithUs(command)
	stdout, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, err
	}
	output := bufio.NewReader(stdout)
	port, err := output.ReadString('\n')
	if err != nil {
		return nil, errors.Join(err, command.Wait())
	}
	go func() { _, _ = io.Copy(os.Stdout, output) }()
	return grpc.NewClient("127.0.0.1:"+strings.TrimSpace(port),
		grpc.WithTransportCredentials(insecure.NewCredentials()), rpcutil.GrpcChannelOptions())
}

// exitWithout ends this process, and its children with it, once nothing listens at the engine's address any more: an
// engine that was killed can't end its plugins.
func exitWithout(engine string) {
	for {
		time.Sleep(time.Second)
		connection, err := net.DialTimeout("tcp", engine, time.Second)
		if err != nil {
			endGroup()
			os.Exit(1)
		}
		_ = connection.Close()
	}
}
