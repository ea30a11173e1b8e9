using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Helix.Analyzers;

/// <summary>Tells by syntax which calls need not be bound: those without a token at hand, those that pass it, waits for no call.</summary>
internal static class TokenSyntax
{
    /// <summary>Whether a member is one of a call's result, such as <c>LoadAsync().Result</c>.</summary>
    public static bool IsOnCall(SimpleNameSyntax? name)
    {
        ExpressionSyntax? receiver = name?.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access.Expression : null;
        while (true)
        {
            switch (receiver)
            {
                case ParenthesizedExpressionSyntax inner:
                    receiver = inner.Expression;
                    break;
                case CastExpressionSyntax cast:
                    receiver = cast.Expression;
                    break;
                case PostfixUnaryExpressionSyntax postfix:
                    receiver = postfix.Operand;
                    break;
                default:
                    return receiver is InvocationExpressionSyntax;
            }
        }
    }

    /// <summary>Whether a function around the call has a token, or may have, and none of its tokens is an argument as it is.</summary>
    public static bool MayLackToken(InvocationExpressionSyntax? call, CodeNames names)
    {
        bool isAtHand = false;
        for (SyntaxNode? node = call?.Parent; node is not null and not TypeDeclarationSyntax; node = node.Parent)
        {
            ParameterListSyntax? list = node switch
            {
                ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList,
                AnonymousMethodExpressionSyntax method => method.ParameterList,
                LocalFunctionStatementSyntax function => function.ParameterList,
                BaseMethodDeclarationSyntax method => method.ParameterList,
                _ => null,
            };
            State state = node is SimpleLambdaExpressionSyntax ? State.AtHand : list is null ? State.None : Find(list);
            if (state == State.Passed)
            {
                return false;
            }

            isAtHand |= state == State.AtHand;
        }

        return isAtHand;

        State Find(ParameterListSyntax list)
        {
            State state = State.None;
            foreach (ParameterSyntax parameter in list.Parameters)
            {
                if (parameter.Type is not { } type)
                {
                    // The type of a lambda's parameter may be inferred.
                    state = State.AtHand;
                }
                else if (type.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && (names.Of(token.ValueText) & CodeTopics.Token) != 0))
                {
                    if (call!.ArgumentList.Arguments.Any(argument => argument.Expression is IdentifierNameSyntax given && given.Identifier.ValueText == parameter.Identifier.ValueText))
                    {
                        return State.Passed;
                    }

                    state = State.AtHand;
                }
            }

            return state;
        }
    }

    private enum State
    {
        None,
        AtHand,
        Passed,
    }
}
