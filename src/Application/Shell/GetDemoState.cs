using ChatAi.Application.Common;
using ChatAi.Application.Models;
using MediatR;

namespace ChatAi.Application.Shell;

/// <summary>Whether a simulator replaces Ollama. Needs neither database nor user, so that every page can show it.</summary>
public sealed record GetDemoStateQuery : IRequest<Result<DemoState>>;

public sealed record DemoState(bool AreAnswersCanned);

internal sealed class GetDemoStateHandler(IModelServerMonitor server) : IRequestHandler<GetDemoStateQuery, Result<DemoState>>
{
    public Task<Result<DemoState>> Handle(GetDemoStateQuery request, CancellationToken cancellationToken) =>
        Task.FromResult(Result<DemoState>.Of(new DemoState(server.Current.IsSimulator)));
}
