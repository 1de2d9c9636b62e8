//go:build !linux

package main

import "os/exec"

// diesWithUs does nothing where the kernel cannot do it: the child ends with this process's group.
func diesWithUs(*exec.Cmd) {}
