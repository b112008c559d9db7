import { Button, type ButtonProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, Ref } from "react";

type AnchorProps = ButtonProps &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof ButtonProps> & {
    readonly ref?: Ref<HTMLAnchorElement>;
  };

function ButtonAnchor(props: AnchorProps): React.JSX.Element {
  return <Button component="a" {...props} />;
}

/** A link that looks like a button: `<LinkButton to="/sources/$id" params={{ id }}>Open</LinkButton>`. */
export const LinkButton = createLink(ButtonAnchor);
