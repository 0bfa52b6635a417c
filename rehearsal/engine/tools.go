//go:build tools

// Pins the Pulumi CLI, so that go.sum covers everything `go build` needs for it.
package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
