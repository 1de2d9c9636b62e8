package main

import (
	"context"
	"errors"
	"io"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/types/known/emptypb"
)

// forward passes a call of any kind on to the official host, and its answer back. An empty message stands for all
// others: what it does not know it keeps, and sends on as it came.
func forward(stream grpc.ServerStream, official *grpc.ClientConn, received ...any) error {
	ctx, cancel := context.WithCancel(stream.Context())
	defer cancel()
	if headers, ok := metadata.FromIncomingContext(ctx); ok {
		ctx = metadata.NewOutgoingContext(ctx, headers)
	}
	method, _ := grpc.MethodFromServerStream(stream)
	call, err := official.NewStream(ctx, &grpc.StreamDesc{ServerStreams: true, ClientStreams: true}, method)
	if err != nil {
		return err
	}
	for _, message := range received {
		if err := call.SendMsg(message); err != nil {
			return err
		}
	}
	go func() {
		// An error here ends the call, whose answer says so.
		if err := pass(stream, call); err != nil {
			cancel()
			return
		}
		_ = call.CloseSend()
	}()
	if err := pass(call, stream); err != nil {
		return err
	}
	stream.SetTrailer(call.Trailer())
	return nil
}

// pass sends the messages of one side to the other, up to their end.
func pass(from, to interface {
	RecvMsg(any) error
	SendMsg(any) error
}) error {
	for {
		message := &emptypb.Empty{}
		if err := from.RecvMsg(message); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if err := to.SendMsg(message); err != nil {
			return err
		}
	}
}
