using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Routing.Patterns;

namespace ChatAi.WebUI.Http;

/// <summary>Binds route parameters from the path only. MVC prefers a form field of the same name, so a form could name another chat or
/// link.</summary>
internal sealed class PathParameters : IActionModelConvention
{
    public void Apply(ActionModel action)
    {
        var named = action.Selectors.Select(selector => selector.AttributeRouteModel?.Template).OfType<string>()
            .SelectMany(template => RoutePatternFactory.Parse(template).Parameters)
            .Select(parameter => parameter.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in action.Parameters.Where(parameter => named.Contains(parameter.ParameterName)))
        {
            parameter.BindingInfo ??= new BindingInfo();
            parameter.BindingInfo.BindingSource ??= BindingSource.Path;
        }
    }
}
